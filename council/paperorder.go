package council

// PaperKind is which paper is ordered.
type PaperKind string

// The papers that people order: of a week's plan, of a meeting, and lists.
const (
	PlanPaperKind   PaperKind = "plan"
	PlanTableKind   PaperKind = "plan_table"
	LeaderWeekKind  PaperKind = "leader_week"
	DayPlanKind     PaperKind = "day"
	SheetKind       PaperKind = "sheet"
	MinutesKind     PaperKind = "minutes"
	TemplateKind    PaperKind = "template"
	HandoverKind    PaperKind = "handover"
	HistoryFileKind PaperKind = "history"
)

// OrderedPaper says which paper is wanted; what it has to say is read when it is
// written. Each kind has its own fields.
type OrderedPaper struct {
	Kind PaperKind `json:"kind"`
	Week Week      `json:"week,omitzero"`
	// Revision is the number of an agreed plan's; 0 is the plan as it stands when
	// the paper is written.
	Revision int   `json:"revision,omitempty"`
	Day      Date  `json:"day,omitzero"`
	Post     int64 `json:"post,omitempty"`
	Meeting  int64 `json:"meeting,omitempty"`
	Unit     int64 `json:"unit,omitempty"`
	// Entry is the plan's; 0 is the plan itself.
	Entry int64 `json:"entry,omitempty"`
	// What is handed over, to whom, and in place of the letters with which keys.
	What   string   `json:"what,omitempty"`
	People []int64  `json:"people,omitempty"`
	Keys   []string `json:"keys,omitempty"`
}

// PaperOrder (замовлення документа) is a paper that somebody has asked for and
// that is still to be written and sent to their chat.
type PaperOrder struct {
	ID       int64
	PersonID int64
	ChatID   int64
	Paper    OrderedPaper
	// Attempts counts how often the paper was begun, this time included.
	Attempts int
}

// PaperWork is an ordered paper about to be written: everything it has to say is
// known. The first file is to go on with, the next one the same to print; each has
// its caption, HTML as Telegram takes it. Write needs no transaction.
type PaperWork struct {
	Captions []string
	Write    func() ([]File, error)
	// Printed are the keys of the letters that a list to be handed over stands in
	// for: they count as printed once it is sent.
	Printed []string
}
