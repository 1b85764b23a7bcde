package council

// Recipient is somebody whom a notice concerns.
type Recipient struct {
	PersonID int64
	// Reachable: a Telegram account is bound and has not blocked the bot.
	Reachable bool
}

// Headship is who answers for a unit on a day.
type Headship struct {
	// Head has no PersonID while the post is vacant.
	Head Recipient
	// Substitutes stand in for these days; Deputies are standing ones.
	Substitutes, Deputies []Recipient
}

// Recipients are those to remind of the unit's duties, each once: the head,
// even out of reach, so that the list of who was told shows it; whoever
// stands in these days; and the standing deputies when the head cannot be
// reached.
func (h Headship) Recipients() []Recipient {
	asked := append([]Recipient{h.Head}, h.Substitutes...)
	if !h.Head.Reachable {
		asked = append(asked, h.Deputies...)
	}
	var recipients []Recipient
	seen := map[int64]bool{0: true}
	for _, r := range asked {
		if !seen[r.PersonID] {
			seen[r.PersonID] = true
			recipients = append(recipients, r)
		}
	}
	return recipients
}
