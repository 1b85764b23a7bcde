package council

// Class is how soon a notice must leave. Order is kept within one address and
// class, so that a notice held back never blocks a reply.
type Class int16

// Reply answers the person now; Urgent ignores quiet hours; Bulk obeys them
// and the limit for mass messages.
const (
	Reply Class = iota
	Urgent
	Bulk
)

// Button is one button under a message: Data comes back when pressed, or URL
// opens. Danger and Primary colour it where the app can.
type Button struct {
	Text    string `json:"t"`
	Data    string `json:"d,omitempty"`
	URL     string `json:"u,omitempty"`
	Danger  bool   `json:"x,omitempty"`
	Primary bool   `json:"p,omitempty"`
}

// Command is one line of the menu beside a person's text field.
type Command struct {
	Name        string `json:"n"`
	Description string `json:"d"`
}

// Message is what a person will see: HTML of Telegram's kind, already escaped,
// and buttons in rows.
type Message struct {
	HTML    string     `json:"html"`
	Buttons [][]Button `json:"buttons,omitempty"`
	// AskContact is the label of a button that sends the person's own phone;
	// EndAsk takes that button away again.
	AskContact string `json:"ask_contact,omitempty"`
	EndAsk     bool   `json:"end_ask,omitempty"`
	// Menu, when set, is the whole message: it replaces the commands offered in
	// the person's chat and is not seen itself.
	Menu []Command `json:"menu,omitempty"`
	// Edit is the message to change in place; 0 sends a new one.
	Edit int `json:"edit,omitempty"`
	// Live is a screen kept up to date unasked: when its message is gone, it
	// is not sent anew.
	Live bool `json:"live,omitempty"`
	// Keep leaves the text and the file of the message to edit as they are: only
	// its buttons are replaced.
	Keep bool `json:"keep,omitempty"`
	// Silent arrives without a sound.
	Silent bool `json:"silent,omitempty"`
	// TakeNote asks its receiver to take note of it, by a button.
	TakeNote bool `json:"take_note,omitempty"`
	// Secret is forgotten once it was sent: the outbox keeps that something
	// was told, but not what.
	Secret bool `json:"secret,omitempty"`
	// Mail is what it has more by e-mail.
	Mail *Mail `json:"mail,omitempty"`
	// Document goes with the message, which is then always a new one.
	Document *Document `json:"document,omitempty"`
}

// Notice (сповіщення) is one thing told to one person: a row of the outbox.
type Notice struct {
	// PersonID is whom it concerns. ChatID is the address; 0 is the person's
	// bound account, found when the notice is written.
	PersonID int64
	ChatID   int64
	Class    Class
	// About names the subject ("week:2026-11-30"), for the list of who was told.
	About string
	// Key is unique per occurrence and person, so that nothing is told twice;
	// empty for replies.
	Key string
	// Supersedes names a screen that is kept up to date: older notices to the
	// same address with the same word that still wait are taken back, so that
	// quick changes leave as one edit.
	Supersedes string
	Message    Message
}

// Refusal is an error that answers the person: whatever the update did so far
// is undone, and Outcome is told in its stead.
type Refusal struct {
	Outcome Outcome
	Reason  error
}

// Error is the reason, for logs.
func (r *Refusal) Error() string { return r.Reason.Error() }

// Unwrap is the reason.
func (r *Refusal) Unwrap() error { return r.Reason }

// Outcome is everything a handler decided: what to tell whom, the answer to a
// pressed button and where the conversation stands next. A handler sends
// nothing itself.
type Outcome struct {
	Notices []Notice
	// Toast answers the pressed button; Alert makes it a window to close.
	Toast string
	Alert bool
	// Conversation is the next state; nil leaves it, empty ends it.
	Conversation []byte
	// Boards are the meetings whose boards must follow what was done: many
	// updates committed together bring each board up to date once.
	Boards []int64
	// Spreads says that a plan's letters are to be written after the commit.
	Spreads bool
	// Papers says that papers are to be written after the commit.
	Papers bool
	// RolesChanged says that somebody's account, post or role may be another
	// now: who people are is read anew before the next update.
	RolesChanged bool
}
