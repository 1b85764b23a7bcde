package council

import "time"

// Trace is one line of the audit log as people read it (E6): who did what to
// what, when, and what it changed. Who is empty for what Sereda did by itself.
type Trace struct {
	At      time.Time
	Who     string
	Action  string
	Subject string
	Details map[string]any
}

// History is the traces of a week's plan or of one entry, for a file: each in
// words.
type History struct {
	Title string
	Week  Week
	Lines []HistoryLine
}

// HistoryLine is one trace in words. What is the entry, or the plan itself.
type HistoryLine struct {
	At                        time.Time
	Who, What, Action, Change string
}
