package council

import (
	"cmp"
	"fmt"
	"strings"
)

// BodyRow is one line of the bodies as a spreadsheet: one seat of one body.
// Key is the person's, or Post the title of a leader's post held ex officio.
type BodyRow struct {
	// Row is the line in the file, counted from 1 with the headings; 0 in what
	// stands today.
	Row    int
	Body   string
	Preset BodyPreset
	// Total is the composition, 0 when the row does not say; Venue and Mode of
	// regular meetings are empty when it does not.
	Total int
	Venue string
	Mode  MeetingMode
	Seat  SeatKind
	Key   string
	Post  string
	Votes bool
}

func (r BodyRow) identity() string {
	return strings.Join([]string{Fold(r.Body), string(r.Seat), Fold(r.Key), Fold(r.Post), fmt.Sprint(r.Votes)}, "\x00")
}

// BodyChanges are what a file of bodies changes. A body the file does not name
// stays as it is; of one it names the seats are those of the file.
type BodyChanges struct {
	// New holds a row of each new body, Totals one of each whose composition
	// is another, Venues and Modes of each whose regular meetings are held
	// elsewhere or otherwise.
	New, Totals            []BodyRow
	Venues, Modes          []BodyRow
	SeatsAdded, SeatsEnded []BodyRow
}

// Empty tells that nothing changes.
func (c BodyChanges) Empty() bool {
	return len(c.New)+len(c.Totals)+len(c.Venues)+len(c.Modes)+len(c.SeatsAdded)+len(c.SeatsEnded) == 0
}

// PlanBodies compares what stands with what is wanted.
func PlanBodies(current, wanted []BodyRow) BodyChanges {
	var c BodyChanges
	totals, named := map[string]int{}, map[string]bool{}
	venues, modes := map[string]string{}, map[string]MeetingMode{}
	standing, asked := map[string]bool{}, map[string]bool{}
	for _, r := range current {
		totals[Fold(r.Body)] = max(totals[Fold(r.Body)], r.Total)
		venues[Fold(r.Body)], modes[Fold(r.Body)] = r.Venue, r.Mode
		standing[r.identity()] = true
	}
	for _, r := range wanted {
		body := Fold(r.Body)
		total, known := totals[body]
		if !known {
			c.New = append(c.New, r)
		}
		if r.Total != 0 && r.Total != total {
			c.Totals = append(c.Totals, r)
			total = r.Total
		}
		totals[body], named[body] = total, true
		if r.Venue != "" && r.Venue != venues[body] {
			c.Venues = append(c.Venues, r)
			venues[body] = r.Venue
		}
		if r.Mode != "" && r.Mode != cmp.Or(modes[body], InPerson) {
			c.Modes = append(c.Modes, r)
			modes[body] = r.Mode
		}
		if !standing[r.identity()] && !asked[r.identity()] {
			c.SeatsAdded = append(c.SeatsAdded, r)
		}
		asked[r.identity()] = true
	}
	for _, r := range current {
		if r.Seat != "" && named[Fold(r.Body)] && !asked[r.identity()] {
			c.SeatsEnded = append(c.SeatsEnded, r)
		}
	}
	return c
}

// Lines tells the changes in Ukrainian for the person who imports.
func (c BodyChanges) Lines() []string {
	var t rosterText
	t.part("Нові органи", len(c.New), func(i int) string { return "+ " + c.New[i].Body })
	t.part("Загальний склад", len(c.Totals), func(i int) string {
		return fmt.Sprintf("~ %s: %d", c.Totals[i].Body, c.Totals[i].Total)
	})
	t.part("Місце засідань", len(c.Venues), func(i int) string { return "~ " + c.Venues[i].Body + ": " + c.Venues[i].Venue })
	t.part("Форма засідань", len(c.Modes), func(i int) string { return "~ " + c.Modes[i].Body + ": " + modeWords[c.Modes[i].Mode] })
	t.part("Нові місця у складі", len(c.SeatsAdded), func(i int) string { return "+ " + c.SeatsAdded[i].words() })
	t.part("Місця у складі, що закінчуються", len(c.SeatsEnded), func(i int) string { return "− " + c.SeatsEnded[i].words() })
	if c.Empty() {
		t.lines = append(t.lines, "Змін немає.")
	}
	return t.lines
}

func (r BodyRow) words() string {
	holder := r.Key
	if holder == "" {
		holder = r.Post
	}
	return r.Body + ": " + seatWords[r.Seat] + " — " + holder
}

var seatWords = map[SeatKind]string{
	ChairSeat: "голова", SecretarySeat: "секретар", DeputySecretarySeat: "заступник секретаря",
	MemberSeat: "член", InvitedSeat: "запрошений",
}

var modeWords = map[MeetingMode]string{InPerson: "очно", Remotely: "дистанційно", Mixed: "очно й дистанційно"}
