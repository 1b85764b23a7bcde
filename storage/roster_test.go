package storage_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// file is a council as a spreadsheet: leadership, an assistant, two units of
// one head, a deputy who is organiser too, a plain employee.
func file() []council.RosterRow {
	row := func(key, unit, surname, position string, roles ...council.RosterRole) council.RosterRow {
		r := council.RosterRow{Key: key, Unit: unit, Kind: council.ExecutiveBody, Duty: council.MustSubmit,
			Surname: surname, Given: "Ірина", Patronymic: "Петрівна", Position: position, Roles: roles,
			Phone: "+38000000000" + key[1:], Email: key + "@example.org"}
		return r
	}
	role := func(r council.Role) council.RosterRole { return council.RosterRole{Role: r} }
	rows := []council.RosterRow{
		row("p1", "Керівництво", "Бойчук", "Міський голова", role(council.LeaderRole)),
		row("p2", "Керівництво", "Левчук", "Секретар ради", role(council.LeaderRole), role(council.Secretary)),
		row("p3", "Керівництво", "Яроцька", "Помічник", council.RosterRole{Role: council.Assistant, Scope: "Міський голова"}),
		row("p4", "Культура", "Ткач", "Начальник", role(council.Head)),
		row("p4", "Парк", "Ткач", "Директор", role(council.Head)),
		row("p5", "Культура", "Соколюк", "Заступник", role(council.DeputyRole), role(council.Organiser)),
		row("p6", "Культура", "Голуб", "Спеціаліст"),
	}
	for i := range rows {
		switch rows[i].Unit {
		case "Керівництво":
			rows[i].Kind, rows[i].Duty = council.LeadershipUnit, council.NoPlan
		case "Парк":
			rows[i].Kind, rows[i].Duty = council.Enterprise, council.IfNeedBe
		}
	}
	rows[3].Telegram, rows[4].Telegram = 7004, 7004
	return rows
}

func (d *directory) roster(day council.Date) []council.RosterRow {
	d.Helper()
	var rows []council.RosterRow
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		rows, err = tx.CurrentRoster(ctx, day)
		return err
	})
	return rows
}

// importFile applies the file and returns what a repetition would still do.
func (d *directory) importFile(wanted []council.RosterRow, day council.Date) council.RosterChanges {
	d.Helper()
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		return tx.ApplyRoster(ctx, council.PlanRoster(d.roster(day), wanted), day, moment)
	})
	return council.PlanRoster(d.roster(day), wanted)
}

// edited is the file with rows changed; a row whose key becomes "" is left out.
func edited(edit func(rows []council.RosterRow)) []council.RosterRow {
	rows := file()
	edit(rows)
	return slices.DeleteFunc(rows, func(r council.RosterRow) bool { return r.Key == "" })
}

func TestImportedDirectoryReadsBackAsTheFile(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	d.importFile(file(), today)
	byPlace := func(a, b council.RosterRow) int { return cmpStrings(a.Key+a.Unit, b.Key+b.Unit) }
	want, got := file(), d.roster(today)
	slices.SortFunc(want, byPlace)
	slices.SortFunc(got, byPlace)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func cmpStrings(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// TestImportIsSafeToRepeat: whatever the second file changes, applying it once
// more changes nothing.
func TestImportIsSafeToRepeat(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		edit    func(rows []council.RosterRow)
		missing []string
	}{
		{"the same file", func([]council.RosterRow) {}, nil},
		{"somebody is missing: listed, not ended", func(rows []council.RosterRow) { rows[6].Key = "" }, []string{"Голуб"}},
		{"another head", func(rows []council.RosterRow) {
			rows[3].Roles = nil
			rows[6].Roles = []council.RosterRole{{Role: council.Head}}
		}, nil},
		{"the deputy becomes the head", func(rows []council.RosterRow) {
			rows[3].Roles = nil
			rows[5].Roles = []council.RosterRole{{Role: council.Head}}
		}, nil},
		{"another mayor", func(rows []council.RosterRow) {
			rows[0].Roles, rows[0].Position = nil, "Радник"
			rows[6].Unit, rows[6].Kind, rows[6].Duty = "Керівництво", council.LeadershipUnit, council.NoPlan
			rows[6].Position, rows[6].Roles = "Міський голова", []council.RosterRole{{Role: council.LeaderRole}}
		}, nil},
		{"roles taken and given", func(rows []council.RosterRow) {
			rows[2].Roles = nil
			rows[5].Roles = []council.RosterRole{{Role: council.Administrator}}
			rows[6].Roles = []council.RosterRole{{Role: council.Assistant, Scope: "секретар ради"}, {Role: council.DeputyRole}}
		}, nil},
		{"names, titles, kinds and duties", func(rows []council.RosterRow) {
			rows[6].Surname, rows[6].Position = "Голубенко", "Головний спеціаліст"
			rows[3].Position = "Директор департаменту"
			rows[4].Duty = council.MustSubmit
		}, nil},
		{"two swap their phones and accounts", func(rows []council.RosterRow) {
			rows[5].Phone, rows[6].Phone = rows[6].Phone, rows[5].Phone
			rows[3].Telegram, rows[4].Telegram, rows[5].Telegram = 7005, 7005, 7004
		}, nil},
		{"a new unit with a new head", func(rows []council.RosterRow) {
			rows[6].Key, rows[6].Unit, rows[6].Phone = "p9", "Спорт", "+380000000009"
			rows[6].Roles = []council.RosterRole{{Role: council.Head}}
		}, []string{"Голуб"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := openDirectory(t)
			if rest := d.importFile(file(), today.AddDays(-30)); !rest.Empty() {
				t.Fatalf("after the first import: %v", rest.Lines())
			}
			rest := d.importFile(edited(tt.edit), today)
			if !rest.Empty() {
				t.Errorf("after the second import: %v", rest.Lines())
			}
			var missing []string
			for _, p := range rest.MissingPeople {
				missing = append(missing, p.Surname)
			}
			if diff := cmp.Diff(tt.missing, missing); diff != "" {
				t.Errorf("missing: %s", diff)
			}
		})
	}
}

func TestImportKeepsTheLeadersPostWhenItsHolderChanges(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	d.importFile(file(), today.AddDays(-30))
	before := d.leaders(today.AddDays(-1))
	d.importFile(edited(func(rows []council.RosterRow) {
		rows[0].Roles = nil
		rows[3].Unit, rows[3].Kind, rows[3].Duty = "Керівництво", council.LeadershipUnit, council.NoPlan
		rows[3].Position, rows[3].Roles = "Міський голова", []council.RosterRole{{Role: council.LeaderRole}}
	}), today)
	want := slices.Clone(before)
	want[0].Holder = "Ткач І.П."
	got := d.leaders(today)
	want[0].HolderID = got[0].HolderID
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestImportDoesNotGiveALostPhoneBack(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	d.importFile(file(), today.AddDays(-30))
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.Unbind(ctx, d.access(7004, today).Person.ID, moment)
		return err
	})
	if rest := d.importFile(file(), today); !rest.Empty() {
		t.Errorf("still to do: %v", rest.Lines())
	}
	if d.access(7004, today).Known() {
		t.Error("the lost phone is in again")
	}
}

func TestImportWithConflictsChangesNothing(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	wanted := edited(func(rows []council.RosterRow) { rows[5].Phone = rows[6].Phone })
	err := d.try(func(ctx context.Context, tx *storage.Tx) error {
		return tx.ApplyRoster(ctx, council.PlanRoster(nil, wanted), today, moment)
	})
	if !errors.Is(err, council.ErrConflict) {
		t.Errorf("error %v", err)
	}
	if rows := d.roster(today); len(rows) != 0 {
		t.Errorf("written: %v", rows)
	}
}

func TestSomebodyWhoLeftReturnsWithTheFile(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	d.importFile(file(), today.AddDays(-30))
	head := d.access(7004, today).Person
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		return tx.EndPerson(ctx, head.ID, today.AddDays(-2), today, moment)
	})
	if rest := d.importFile(file(), today); !rest.Empty() {
		t.Errorf("still to do: %v", rest.Lines())
	}
}

func (d *directory) leaders(day council.Date) []council.Leader {
	d.Helper()
	var leaders []council.Leader
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		leaders, err = tx.LeadersOn(ctx, day)
		return err
	})
	return leaders
}
