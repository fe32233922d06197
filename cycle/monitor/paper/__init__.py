"""What a paper for the board, Cabinet or scrutiny says, as blocks that every file format prints."""
