package documents

// PlanStyle is what a council sets of the plan's papers: the stamp of the
// agreement, the titles and who signs at the end. Lines of a title may be
// several.
type PlanStyle struct {
	Stamp Stamp
	// PlanTitle, LeaderTitle and DayTitle stand over the plan, a leader's
	// week and a day.
	PlanTitle, LeaderTitle, DayTitle string
	// Compiler is the post of who compiled the plan, CompilerName the name.
	Compiler, CompilerName string
}

// Stamp (гриф) is the agreement as the papers show it (3.17): top right when
// the plan is approved, top left when it is agreed.
type Stamp struct {
	Word string
	// AtLeft puts it top left.
	AtLeft bool
	// Post and Name stand before the agreement; after it the papers name who
	// agreed.
	Post, Name string
}
