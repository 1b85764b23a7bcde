package council

import "errors"

// Upload is a file that somebody sent, fetched and read before its update is
// handled.
type Upload struct {
	Name string
	// Content is what was read, as the reader writes it; nil when nothing was.
	Content []byte
	// Problem is why nothing was read.
	Problem error
}

// ErrNotFetched: the messenger's file server did not give the file. It may do
// so later.
var ErrNotFetched = errors.New("file not fetched")
