"""How the window looks: colours, sizes, fonts, icons, and the style sheet that is made of them."""
