package documents

import "sereda/council"

// The titles that name whoever has the part at this meeting.
const (
	chairTitle     = "Головуючий"
	headTitle      = "Голова"
	secretaryTitle = "Секретар"
)

// chair is who chaired, or would (4.18).
func (l layout) chair() council.Person {
	if l.ChairedBy.ID != 0 {
		return l.ChairedBy
	}
	return l.HolderOf(council.ChairSeat)
}

// named is "Мирослава ПЕЛЬЦ, міський голова", or room for a name.
func (l layout) named(p council.Person) string {
	if p.ID == 0 {
		return l.txt("paper.blank")
	}
	position := l.positionOf(p)
	if position == "" {
		return p.Official()
	}
	return p.Official() + ", " + lowerFirst(position)
}

func (l layout) positionOf(p council.Person) string {
	for _, s := range l.Seats {
		if s.Person.ID == p.ID {
			return council.Participant{SeatHolder: s}.Position()
		}
	}
	return p.Position
}

// signers are the titles and names under the minutes (5.30, 12.11).
func (l layout) signers() [][]string {
	titles := l.Body.Signatories
	if len(titles) == 0 {
		titles = []string{chairTitle, secretaryTitle}
	}
	lines := make([][]string, len(titles))
	for i, title := range titles {
		lines[i] = l.signer(title)
	}
	return lines
}

// signer finds who signs under the title. When another has chaired in the
// chair's stead, the other signs (5.30).
func (l layout) signer(title string) []string {
	chair := l.HolderOf(council.ChairSeat)
	switch person := l.bearer(title); {
	case person.ID == 0:
		return []string{title, ""}
	case person.ID == chair.ID && l.chair().ID != chair.ID && council.Fold(title) != council.Fold(chairTitle):
		stand := l.chair()
		if position := l.positionOf(stand); position != "" {
			title = position
		}
		return []string{title, stand.Official()}
	default:
		return []string{title, person.Official()}
	}
}

// bearer is whose title it is at this meeting.
func (l layout) bearer(title string) council.Person {
	switch council.Fold(title) {
	case council.Fold(chairTitle):
		return l.chair()
	case council.Fold(headTitle):
		return l.HolderOf(council.ChairSeat)
	case council.Fold(secretaryTitle):
		return l.HolderOf(council.SecretarySeat)
	}
	for _, s := range l.Seats {
		if !s.Vacant() && council.Fold(council.Participant{SeatHolder: s}.Position()) == council.Fold(title) {
			return s.Person
		}
	}
	return council.Person{}
}
