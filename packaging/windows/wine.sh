# To be sourced with the work folder: how Wine is called in the build and in what is tried.
#   . packaging/windows/wine.sh WORK
# Its prefix is WORK/prefix. WINE_LOCALE is the folder of a locale made by localedef; Wine takes its code page from it. No menus of the desktop are written, no debugger opens, no Mono or browser is asked for.
export WINEPREFIX=$1/prefix WINEARCH=win64 WINEDEBUG=-all
# WITHOUT_RUNTIME names libraries that Wine has and a fresh Windows has not.
export WINEDLLOVERRIDES="ucrtbase=n,b;winedbg.exe=d;winemenubuilder.exe=d;mscoree=d;mshtml=d;${WITHOUT_RUNTIME:-}"

in_wine() { # COMMAND...: through a pipe, because a console of Wine's would draw itself on the terminal
  if [ "$1" = wineserver ]; then
    "$@"
    return
  fi
  (
    set -o pipefail
    env ${WINE_LOCALE:+"LOCPATH=${WINE_LOCALE%/*}" "LC_ALL=${WINE_LOCALE##*/}"} wine "$@" </dev/null 2>&1 |
      { grep --text --line-buffered -v -e 'wine32 is missing' -e 'multiarch needs' -e 'dpkg --add-architecture' -e 'apt-get install wine32' || true; }
  )
}

as_windows() { # PATH: as a program of Windows names it
  printf 'Z:%s' "$(realpath "$1" | tr / '\\')"
}
