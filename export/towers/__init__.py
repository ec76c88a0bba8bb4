"""The two towers in torch: models, losses, starting weights, tokenizer, training and export as ONNX graphs."""
