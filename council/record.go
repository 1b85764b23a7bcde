package council

import "time"

// Record is one line of the audit log (E6): who did what to what, when.
// PersonID is 0 for a command of the installation.
type Record struct {
	At       time.Time
	PersonID int64
	Action   string
	Subject  string
}
