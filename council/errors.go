package council

import "errors"

// The kinds of trouble the rules know. Everything else is an internal error:
// logged with its detail, shown as a calm sentence.
var (
	// ErrNotFound: there is no such thing, or no longer.
	ErrNotFound = errors.New("not found")
	// ErrConflict: it changed meanwhile; look again.
	ErrConflict = errors.New("changed meanwhile")
	// ErrForbidden: the person's roles do not allow it.
	ErrForbidden = errors.New("not allowed")
)
