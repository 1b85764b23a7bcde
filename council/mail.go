package council

// Mail is what a message has more when it goes by e-mail. Without it the
// message goes as it is, under its first line.
type Mail struct {
	Subject string `json:"subject,omitempty"`
	// Chosen is what is distributed: it goes by the channel that its receiver has
	// chosen. Otherwise e-mail only stands in for Telegram.
	Chosen bool `json:"chosen,omitempty"`
	// Too sends what is distributed by e-mail also to whom Telegram reaches and
	// who has chosen nothing.
	Too bool `json:"too,omitempty"`
	// Never keeps the message from e-mail: what it tells goes with another.
	Never bool `json:"never,omitempty"`
	// Meeting goes with it as it stands when the letter leaves: its event for the
	// calendar and its materials. 0 for none.
	Meeting int64 `json:"meeting,omitempty"`
	// Calendar is the stored iCalendar that goes with it, 0 for none.
	Calendar int64 `json:"calendar,omitempty"`
	// Documents are attached, besides the message's own.
	Documents []Document `json:"documents,omitempty"`
}

// IsChosen tells that the message goes by the channel its receiver has chosen.
func (m *Mail) IsChosen() bool { return m != nil && m.Chosen }

// InStead is the same where e-mail only stands in for Telegram; nil stays nil.
func (m *Mail) InStead() *Mail {
	if m == nil {
		return nil
	}
	same := *m
	same.Chosen, same.Too = false, false
	return &same
}

// Mailable tells that the notice may leave by e-mail: it is news for a person,
// not an answer in a dialogue and not a screen kept up to date.
func (n Notice) Mailable() bool {
	m := n.Message
	return n.PersonID != 0 && n.ChatID == 0 && n.Class != Reply && n.Key != "" &&
		m.HTML != "" && (m.Mail == nil || !m.Mail.Never) && m.Edit == 0 && !m.Live && !m.Secret && len(m.Menu) == 0
}
