package demo

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"sereda/simulator"
)

// submit sends one unit's plan the way its head would.
func (s *story) submit(ctx context.Context, p sending, a *actor) error {
	screen, err := s.openPlan(ctx, p, a)
	if err != nil {
		return err
	}
	switch p.How {
	case "nothing":
		_, err = a.press(ctx, screen, "Нічого не заплановано")
	case "steps":
		err = s.bySteps(ctx, p, a, screen)
	case "template":
		err = s.byTemplate(ctx, p, a, screen)
	case "table":
		err = s.byTable(ctx, p, a)
	default:
		err = s.byList(ctx, p, a, screen)
	}
	return err
}

// openPlan comes to the unit's screen: by /plan, or for the organiser through
// the directory.
func (s *story) openPlan(ctx context.Context, p sending, a *actor) (simulator.Message, error) {
	if !s.people[p.By].heads(p.Unit) {
		return s.onBehalf(ctx, p, a)
	}
	screen, err := a.say(ctx, "/plan")
	if err != nil {
		return screen, err
	}
	if strings.HasPrefix(screen.Text, "Для якого") {
		return a.press(ctx, screen, prefix(asShown(p.Unit), 40))
	}
	return screen, nil
}

// onBehalf: the organiser looks the unit up in the directory.
func (s *story) onBehalf(ctx context.Context, p sending, a *actor) (simulator.Message, error) {
	if _, err := a.say(ctx, "/people"); err != nil {
		return simulator.Message{}, err
	}
	found, err := a.say(ctx, asShown(p.Unit))
	if err != nil {
		return found, err
	}
	return a.all(ctx, found, prefix(asShown(p.Unit), 30), "План підрозділу")
}

// asShown is a name as the directory keeps it, with the letter’s apostrophe.
func asShown(name string) string { return strings.ReplaceAll(name, "'", "’") }

func prefix(text string, n int) string {
	runes := []rune(text)
	return string(runes[:min(n, len(runes))])
}

func (s *story) byList(ctx context.Context, p sending, a *actor, screen simulator.Message) error {
	if _, err := a.press(ctx, screen, "списком"); err != nil {
		return err
	}
	screen, err := a.say(ctx, strings.Join(p.Lines, "\n"))
	if err != nil {
		return err
	}
	if screen, err = a.press(ctx, screen, "До плану"); err != nil {
		return err
	}
	for strings.Contains(screen.Text, "без дня або назви") {
		if screen, err = s.mend(ctx, a, screen); err != nil {
			return err
		}
	}
	if screen, err = settle(ctx, a, screen); err != nil {
		return err
	}
	_, err = a.press(ctx, screen, "Подати план")
	return err
}

// settle answers what the bot asks about the list: "Четвер, 02.12" meant
// Thursday.
func settle(ctx context.Context, a *actor, screen simulator.Message) (simulator.Message, error) {
	for _, answer := range []string{"Уточнити", "четвер"} {
		if !strings.Contains(screen.Text, "до прочитаного") {
			break
		}
		var err error
		if screen, err = a.press(ctx, screen, answer); err != nil {
			return screen, err
		}
	}
	return screen, nil
}

// undated is an entry's button without a day in it.
var undated = regexp.MustCompile(`^\d+\. (\d\d:\d\d )?[^ ]`)

var dated = regexp.MustCompile(`^\d+\. (пн|вт|ср|чт|пт|сб|нд) \d\d\.\d\d`)

// mend takes out what was no entry: a heading, a remark.
func (s *story) mend(ctx context.Context, a *actor, screen simulator.Message) (simulator.Message, error) {
	screen, err := a.press(ctx, screen, "Змінити захід")
	if err != nil {
		return screen, err
	}
	for _, row := range screen.Keyboard.Rows {
		for _, b := range row {
			if undated.MatchString(b.Text) && !dated.MatchString(b.Text) {
				return a.all(ctx, screen, b.Text, "Вилучити захід", "До плану")
			}
		}
	}
	return screen, fmt.Errorf("%s finds nothing to mend", a.name)
}

func (s *story) bySteps(ctx context.Context, p sending, a *actor, screen simulator.Message) error {
	for _, e := range p.Entries {
		var err error
		if screen, err = a.all(ctx, screen, "Додати захід", e.Day); err != nil {
			return err
		}
		for _, typed := range []string{e.Time, e.Title, e.Venue, e.Responsible} {
			if typed == "" {
				screen, err = a.press(ctx, screen, "Пропустити")
			} else {
				screen, err = a.say(ctx, typed)
			}
			if err != nil {
				return err
			}
		}
		for _, leader := range e.Leaders {
			if marked, _ := find(screen, leader); strings.HasPrefix(marked, "✅") {
				continue // the title said so
			}
			if screen, err = a.press(ctx, screen, leader); err != nil {
				return err
			}
		}
		if screen, err = a.all(ctx, screen, "Готово", "До плану"); err != nil {
			return err
		}
	}
	_, err := a.press(ctx, screen, "Подати план")
	return err
}
