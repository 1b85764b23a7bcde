package council

import "time"

// PlanTemplate is the form of one unit's plan for a week, to be filled in and
// sent back.
type PlanTemplate struct {
	Unit string
	Week Week
	// Leaders and Venues are offered to choose from, in their order.
	Leaders, Venues []string
	WrittenAt       time.Time
}
