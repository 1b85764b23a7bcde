package council_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

func TestSearchForgivesCaseAndApostrophes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		query, text string
		want        bool
	}{
		{"ковал", "Коваль Людмила Геннадіївна", true},
		{"КОВАЛЬ людм", "Коваль Людмила Геннадіївна", true},
		{"людмила коваль", "Коваль Людмила Геннадіївна", true},
		{"здоров'я", "Управління охорони здоров’я", true},
		{"здоровя", "Управління охорони здоровʼя", true},
		{"ґудзь", "Ґудзь Іван", true},
		{"є", "Єва", true},
		{"коваленко", "Коваль Людмила Геннадіївна", false},
		{"коваль іван", "Коваль Людмила Геннадіївна", false},
		{"  ' ", "Коваль", false},
		{"", "Коваль", false},
	}
	for _, tt := range tests {
		if got := council.Matches(tt.query, tt.text); got != tt.want {
			t.Errorf("Matches(%q, %q) = %v", tt.query, tt.text, got)
		}
	}
}

func TestNamesAreOrderedByTheUkrainianAlphabet(t *testing.T) {
	t.Parallel()
	names := []string{"Їжак", "Яценко", "Іваненко", "Ґудзь", "Йосипенко", "Гаврилюк", "Єфименко", "Дем'янюк", "Демянчук", "Ющенко", "Коваль", "Ковальчук"}
	slices.SortFunc(names, council.CompareNames)
	want := []string{"Гаврилюк", "Ґудзь", "Демянчук", "Дем'янюк", "Єфименко", "Іваненко", "Їжак", "Йосипенко", "Коваль", "Ковальчук", "Ющенко", "Яценко"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

func TestFullNameIsReadInTheOfficialOrder(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want council.Person
		ok   bool
	}{
		{"Коваль Людмила Геннадіївна", council.Person{Surname: "Коваль", Given: "Людмила", Patronymic: "Геннадіївна"}, true},
		{"  КОВАЛЬ   Людмила ", council.Person{Surname: "Коваль", Given: "Людмила"}, true},
		{"нечуй-левицький іван", council.Person{Surname: "Нечуй-Левицький", Given: "Іван"}, true},
		{"Лук'яненко Дем’ян Юрійович", council.Person{Surname: "Лук'яненко", Given: "Дем’ян", Patronymic: "Юрійович"}, true},
		{"МакГрегор Іван", council.Person{Surname: "МакГрегор", Given: "Іван"}, true},
		{"Алієв Рашид Мамед огли", council.Person{Surname: "Алієв", Given: "Рашид", Patronymic: "Мамед Огли"}, true},
		{"Коваль", council.Person{}, false},
		{"Коваль 067", council.Person{}, false},
		{"Коваль <b>", council.Person{}, false},
		{"а б в г д е", council.Person{}, false},
		{"- -", council.Person{}, false},
		{"", council.Person{}, false},
	}
	for _, tt := range tests {
		got, ok := council.ParseFullName(tt.text)
		if ok != tt.ok {
			t.Errorf("ParseFullName(%q) ok = %v", tt.text, ok)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("ParseFullName(%q): %s", tt.text, diff)
		}
	}
}
