package council

import (
	"slices"
	"strings"
	"testing"
)

func holder(kind SeatKind, id int64, surname string) SeatHolder {
	return SeatHolder{Seat: Seat{ID: id, Kind: kind}, Person: Person{ID: id, Surname: surname}}
}

func surnames(seats []SeatHolder) string {
	var words []string
	for _, s := range seats {
		words = append(words, s.Person.Surname)
	}
	return strings.Join(words, " ")
}

func TestOrdersOfSeats(t *testing.T) {
	t.Parallel()
	seats := []SeatHolder{
		holder(InvitedSeat, 1, "Авраменко"), holder(MemberSeat, 0, ""), holder(MemberSeat, 2, "Їжакевич"),
		holder(MemberSeat, 3, "Іваненко"), holder(MemberSeat, 4, "Ґалаґан"), holder(MemberSeat, 5, "Гуменюк"),
		holder(MemberSeat, 6, "Євтушенко"), holder(MemberSeat, 7, "Енгель"), holder(MemberSeat, 8, "Яценко"),
		holder(MemberSeat, 9, "Щур"), holder(MemberSeat, 10, "Заяць"), holder(MemberSeat, 11, "Йосипенко"),
		holder(ChairSeat, 12, "Юрченко"), holder(DeputySecretarySeat, 13, "Бабич"), holder(SecretarySeat, 14, "Шевчук"),
	}
	const members = "Гуменюк Ґалаґан Енгель Євтушенко Заяць Іваненко Їжакевич Йосипенко Щур Яценко"
	want := "Юрченко Шевчук Бабич " + members + "  Авраменко"
	sorted := slices.SortedFunc(slices.Values(seats), CompareSeats)
	if got := surnames(sorted); got != want {
		t.Errorf("papers: %s\nwant %s", got, want)
	}
	// 4.37: a remote sitting, by the alphabet alone; the vacant seat is no one.
	want = "Авраменко Бабич Гуменюк Ґалаґан Енгель Євтушенко Заяць Іваненко Їжакевич Йосипенко Шевчук Щур Юрченко Яценко"
	if got := surnames(Alphabetical(append(seats, holder(InvitedSeat, 4, "Ґалаґан")))); got != want {
		t.Errorf("remote: %s\nwant %s", got, want)
	}
}
