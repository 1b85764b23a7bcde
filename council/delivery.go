package council

import "time"

// Audience is whom the organiser writes to.
type Audience string

// The audiences: the heads of all units, of those missing, of those that
// submit if need be.
const (
	AllHeads      Audience = "all"
	MissingHeads  Audience = "missing"
	IfNeedBeHeads Audience = "if_need"
)

// Audiences are all there are, the widest first.
func Audiences() []Audience { return []Audience{AllHeads, MissingHeads, IfNeedBeHeads} }

// Broadcasting is one message of the organiser to many.
type Broadcasting struct {
	ID       int64
	At       time.Time
	By       int64
	Audience Audience
	Text     string
}

// Of are the people of the audience, each once, in the units' order. Units
// that submit nothing have heads too; they are among all.
func (a Audience) Of(standings []Standing) []Recipient {
	var found []Recipient
	seen := map[int64]bool{}
	for _, s := range standings {
		if !a.includes(s) {
			continue
		}
		for _, r := range s.Recipients {
			if !seen[r.PersonID] {
				seen[r.PersonID] = true
				found = append(found, r)
			}
		}
	}
	return found
}

func (a Audience) includes(s Standing) bool {
	switch a {
	case AllHeads:
		return true
	case MissingHeads:
		return s.Unit.Duty == MustSubmit && !s.Submitted()
	case IfNeedBeHeads:
		return s.Unit.Duty == IfNeedBe
	}
	return false
}

// DeliveryState is what became of a notice.
type DeliveryState string

// The states of a delivery. OutOfReach had no account to go to; Refused was
// blocked by its receiver; Undelivered failed otherwise; Withdrawn was taken
// back before it left; of Acknowledged its receiver took note by the button.
const (
	Waiting      DeliveryState = "waiting"
	Delivered    DeliveryState = "sent"
	Acknowledged DeliveryState = "acknowledged"
	OutOfReach   DeliveryState = "no account"
	Refused      DeliveryState = "blocked"
	Undelivered  DeliveryState = "failed"
	Withdrawn    DeliveryState = "withdrawn"
)

// Delivery is one notice to one person, with what became of it last when it
// was sent again. Kind is the first word of its key: the kind of the occurrence
// or dialogue that made it. At is when it arrived, zero when it has not.
type Delivery struct {
	Person Person
	// Key is the first letter's; Round counts how often it was sent again.
	Key   string
	Round int
	Kind  string
	State DeliveryState
	// Channel is how it went, or should have gone.
	Channel Channel
	// Reason is why it failed, in the words of who refused it.
	Reason string
	// Reachable: the person can be written to in Telegram by now.
	Reachable bool
	// Asked: it can be acknowledged. AcknowledgedAt is when it was, PrintedAt
	// when it was put on a list to be handed over on paper.
	Asked                     bool
	AcknowledgedAt, PrintedAt time.Time
	// Begun is when it was written first, Written the last time, At when it was
	// delivered.
	Begun, Written, At time.Time
}

// Letter is the key that letters with the same news by other channels share.
func (d Delivery) Letter() string { return TelegramKey(d.Key) }

// Missed tells that the notice has not reached the person and will not.
func (s DeliveryState) Missed() bool { return s == OutOfReach || s == Refused || s == Undelivered }

// Again tells that sending it once more makes sense: it failed and the person
// is within reach, or arrived and was not taken note of. A letter by e-mail has no
// button to take note by.
func (d Delivery) Again() bool {
	return d.State == Undelivered || d.State.Missed() && d.Reachable || d.State == Delivered && d.Asked && d.Channel != ByMail
}
