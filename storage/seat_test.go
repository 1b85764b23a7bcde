package storage_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func (d *directory) seat(s council.Seat) int64 {
	d.Helper()
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		s.ID, err = tx.AddSeat(ctx, s)
		return err
	})
	return s.ID
}

// post is the id of the person's first post on the day.
func (d *directory) post(p council.Person) int64 {
	d.Helper()
	var id int64
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		card, err := tx.PersonCardOn(ctx, p.ID, today)
		if err == nil {
			id = card.Posts[0].ID
		}
		return err
	})
	return id
}

// seatsOn writes the seats of the day as "kind Surname".
func (d *directory) seatsOn(b council.Body, day council.Date) []string {
	d.Helper()
	var found []string
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		seats, err := tx.SeatsOn(ctx, b.ID, day)
		for _, s := range seats {
			if s.PersonID != s.Person.ID {
				d.Errorf("seat of %d with person %d", s.PersonID, s.Person.ID)
			}
			line := string(s.Kind) + " " + s.Person.Surname
			if s.Reach != council.NoAccount {
				line += " " + string(s.Reach)
			}
			found = append(found, line)
		}
		return err
	})
	return found
}

func TestSeatsStandInTheOrderOfPapers(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	b := d.body(committee())
	mayor := d.leader("Міський голова", "Яремко")
	d.seat(council.Seat{BodyID: b.ID, Kind: council.InvitedSeat, PersonID: d.person("Ґудзь").ID, From: start})
	for _, surname := range []string{"Іванюк", "Ївга", "Ґрунт", "Гнатів", "Єрмак", "Еней"} {
		p := d.person(surname)
		d.seat(council.Seat{BodyID: b.ID, Kind: council.MemberSeat, PersonID: p.ID, Votes: true, From: start})
		if surname == "Ґрунт" {
			d.bind(p, 5)
		}
	}
	d.seat(council.Seat{BodyID: b.ID, Kind: council.SecretarySeat, PersonID: d.person("Хома").ID, Votes: true, From: start})
	d.seat(council.Seat{BodyID: b.ID, Kind: council.ChairSeat, PostID: d.post(mayor), Votes: true, From: start})

	want := []string{"chair Яремко", "secretary Хома", "member Гнатів", "member Ґрунт reachable", "member Еней",
		"member Єрмак", "member Іванюк", "member Ївга", "invited Ґудзь"}
	if diff := cmp.Diff(want, d.seatsOn(b, today)); diff != "" {
		t.Error(diff)
	}
}

func TestSeatsAreThoseOfTheDay(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	b := d.body(committee())
	leaving, coming, gone := d.person("Аля"), d.person("Боря"), d.person("Віка")
	id := d.seat(council.Seat{BodyID: b.ID, Kind: council.MemberSeat, PersonID: leaving.ID, Votes: true, From: start})
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.EndSeat(ctx, id, today) })
	d.seat(council.Seat{BodyID: b.ID, Kind: council.MemberSeat, PersonID: coming.ID, Votes: true, From: today.AddDays(1)})
	d.seat(council.Seat{BodyID: b.ID, Kind: council.MemberSeat, PersonID: gone.ID, Votes: true, From: start})
	d.end(gone, today)
	for day, want := range map[council.Date][]string{
		start.AddDays(-1): nil, today: {"member Аля", "member Віка"}, today.AddDays(1): {"member Боря"},
	} {
		if diff := cmp.Diff(want, d.seatsOn(b, day)); diff != "" {
			t.Errorf("%s: %s", day, diff)
		}
	}
}

func TestASeatExOfficioGoesWithThePost(t *testing.T) {
	t.Parallel()
	personal, delegable := committee(), committee()
	delegable.Name, delegable.DeputiesMay = "Нарада", true
	tests := []struct {
		name    string
		body    council.Body
		arrange func(d *directory, u council.Unit, head, other council.Person)
		want    string
	}{
		{"its holder", personal, func(*directory, council.Unit, council.Person, council.Person) {}, "member Ткач"},
		{"the next holder", personal,
			func(d *directory, u council.Unit, _, other council.Person) { d.appoint(u, other, today) }, "member Інша"},
		{"nobody, while it is vacant", personal,
			func(d *directory, _ council.Unit, head, _ council.Person) { d.end(head, today.AddDays(-1)) }, "member "},
		{"a committee seat stays personal while somebody acts", personal,
			func(d *directory, _ council.Unit, head, other council.Person) {
				d.replace(head, other, council.Unit{}, today, today)
			}, "member Ткач"},
		{"who acts these days comes to a нарада (11.7)", delegable,
			func(d *directory, _ council.Unit, head, other council.Person) {
				d.replace(head, other, council.Unit{}, today, today)
			}, "member Інша"},
		{"who acts for the unit alone too", delegable,
			func(d *directory, u council.Unit, head, other council.Person) {
				d.replace(head, other, u, today, today)
			},
			"member Інша"},
		{"not who acts for another unit of the head", delegable,
			func(d *directory, _ council.Unit, head, other council.Person) {
				d.replace(head, other, d.unit("Спорт"), today, today)
			}, "member Ткач"},
		{"a standing deputy takes no seat by oneself", delegable,
			func(d *directory, u council.Unit, head, other council.Person) { d.standing(u, head, other) }, "member Ткач"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := openDirectory(t)
			u, b := d.unit("Культура"), d.body(tt.body)
			head, other := d.head(u, "Ткач"), d.person("Інша")
			d.seat(council.Seat{BodyID: b.ID, Kind: council.MemberSeat, PostID: d.post(head), Votes: true, From: start})
			tt.arrange(d, u, head, other)
			if diff := cmp.Diff([]string{tt.want}, d.seatsOn(b, today)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestAccessKnowsSeats: who stands in, with account 9, for the holder of a seat.
func TestAccessKnowsSeats(t *testing.T) {
	t.Parallel()
	tomorrow := today.AddDays(1)
	personal, delegable := committee(), committee()
	delegable.Name, delegable.DeputiesMay = "Нарада", true
	type cast struct {
		*directory
		body         council.Body
		unit         council.Unit
		head, person council.Person
	}
	seat := func(c cast, kind council.SeatKind, holder council.Person) {
		c.seat(council.Seat{BodyID: c.body.ID, Kind: kind, PersonID: holder.ID, Votes: true, From: start})
	}
	exOfficio := func(c cast, kind council.SeatKind) {
		c.seat(council.Seat{BodyID: c.body.ID, Kind: kind, PostID: c.post(c.head), Votes: true, From: start})
	}
	standIn := func(c cast) { c.replace(c.head, c.person, council.Unit{}, today, tomorrow) }
	tests := []struct {
		name    string
		body    council.Body
		arrange func(c cast)
		own     []council.SeatKind
		all     []council.SeatKind
	}{
		{"none", personal, func(c cast) { seat(c, council.MemberSeat, c.head) }, nil, nil},
		{"one's own, two of them", personal,
			func(c cast) { seat(c, council.MemberSeat, c.person); seat(c, council.DeputySecretarySeat, c.person) },
			[]council.SeatKind{"member", "deputy_secretary"}, []council.SeatKind{"member", "deputy_secretary"}},
		{"ex officio", personal,
			func(c cast) { exOfficio(c, council.MemberSeat); c.appoint(c.unit, c.person, today) },
			[]council.SeatKind{"member"}, []council.SeatKind{"member"}},
		{"the secretary's of these days", personal,
			func(c cast) { seat(c, council.SecretarySeat, c.head); standIn(c) }, nil, []council.SeatKind{"secretary"}},
		{"an acting chair's (2.8)", personal,
			func(c cast) { exOfficio(c, council.ChairSeat); standIn(c) }, nil, []council.SeatKind{"chair"}},
		{"never a member's", personal,
			func(c cast) { seat(c, council.MemberSeat, c.head); exOfficio(c, council.InvitedSeat); standIn(c) }, nil, nil},
		{"a head's at a нарада, as one's own", delegable,
			func(c cast) { exOfficio(c, council.MemberSeat); standIn(c) },
			[]council.SeatKind{"member"}, []council.SeatKind{"member"}},
		{"not as a standing deputy", delegable,
			func(c cast) { exOfficio(c, council.MemberSeat); c.standing(c.unit, c.head, c.person) }, nil, nil},
		{"not tomorrow's", personal,
			func(c cast) {
				c.seat(council.Seat{BodyID: c.body.ID, Kind: council.MemberSeat, PersonID: c.person.ID, From: tomorrow})
			}, nil, nil},
		{"not of a body that has ended", personal,
			func(c cast) {
				seat(c, council.MemberSeat, c.person)
				c.do(func(ctx context.Context, tx *storage.Tx) error { return tx.EndBody(ctx, c.body.ID, today.AddDays(-1)) })
			}, nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := openDirectory(t)
			c := cast{directory: d, unit: d.unit("Культура"), body: d.body(tt.body), person: d.person("Соколюк")}
			c.head = d.head(c.unit, "Ткач")
			d.bind(c.person, 9)
			tt.arrange(c)
			a := d.access(9, today)
			var all, own []council.SeatKind
			for _, s := range a.Seats {
				all = append(all, s.Kind)
			}
			for _, s := range a.SeatsIn(c.body.ID) {
				own = append(own, s.Kind)
			}
			if diff := cmp.Diff(tt.all, all); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.own, own); diff != "" {
				t.Errorf("own: %s", diff)
			}
			d.do(func(ctx context.Context, tx *storage.Tx) error {
				held, err := tx.SeatsOfPerson(ctx, c.person.ID, today)
				if len(tt.own) != len(held) && tt.name != "not of a body that has ended" {
					t.Errorf("%d seats of the person, want %d", len(held), len(tt.own))
				}
				return err
			})
		})
	}
}
