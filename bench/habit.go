package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"sereda/simulator"
)

// habit is something people do with the bot, from beginning to end. Each ends
// with everything answered.
type habit func(ctx context.Context, p *person) error

// habits are what people do all day, the commoner ones more than once.
var habits = []habit{writeEntry, writeEntry, sendList, sendList, sendTwoLists, sendAndUndo, submitAndReopen}

// hasty are the habits in which one update follows another at once.
var hasty = []habit{sendTwoLists, sendAndUndo, writeEntry}

// openPlan asks for the plan's screen.
func openPlan(ctx context.Context, p *person) (simulator.Message, error) {
	p.say("/plan", reply{do: "ea"})
	err := p.readAndPause(ctx)
	return p.last, err
}

// writeEntry answers question by question: eight updates, some of them sent
// before the question is on the screen.
func writeEntry(ctx context.Context, p *person) error {
	plan, err := openPlan(ctx, p)
	if err != nil {
		return err
	}
	p.press(plan, buttons(plan, "ea")[0], reply{edit: plan.ID, do: "ed"})
	if err := p.readAndPause(ctx); err != nil {
		return err
	}
	days := buttons(p.last, "ed")
	p.press(p.last, days[p.rng.IntN(len(days))], reply{edit: plan.ID, do: "et"})
	if err := p.think(ctx); err != nil {
		return err
	}
	hour, title, venue := 8+p.rng.IntN(10), p.title(), "Зала "+letters(p.rng.IntN(10_000_000))
	clock := fmt.Sprintf("%02d:30", hour)
	for _, typed := range []struct {
		text string
		want reply
	}{
		{clock, reply{do: "pl", text: clock}},
		{title, reply{do: "en", text: title}},
		{venue, reply{do: "er", text: venue}},
	} {
		p.say(typed.text, typed.want)
		if err := p.think(ctx); err != nil {
			return err
		}
	}
	if err := p.readAndPause(ctx); err != nil {
		return err
	}
	p.entries[title] = entry{venue: venue, minute: hour*60 + 30}
	return nameResponsible(ctx, p, title)
}

// nameResponsible answers the last two questions by buttons.
func nameResponsible(ctx context.Context, p *person, title string) error {
	question := p.last
	p.press(question, buttons(question, "er")[0], reply{edit: question.ID, do: "el", text: title})
	if err := p.readAndPause(ctx); err != nil {
		return err
	}
	p.press(p.last, buttons(p.last, "en")[0], reply{edit: question.ID, do: "ee", text: title})
	return p.readAndPause(ctx)
}

// list sends an entry as a line of text and returns the message.
func list(p *person) (simulator.Message, string) {
	title, hour := p.title(), 8+p.rng.IntN(10)
	p.entries[title] = entry{minute: hour * 60}
	return p.say(fmt.Sprintf("вт %02d:00 %s", hour, title), reply{do: "pu", text: title}), title
}

func sendList(ctx context.Context, p *person) error {
	list(p)
	return p.readAndPause(ctx)
}

// sendTwoLists sends one message right after another.
func sendTwoLists(ctx context.Context, p *person) error {
	list(p)
	list(p)
	return p.readAndPause(ctx)
}

// sendAndUndo sends a line and at once presses the button that takes out what
// this very message brought: were the press handled first, the entry would
// stay.
func sendAndUndo(ctx context.Context, p *person) error {
	list(p)
	if err := p.readAndPause(ctx); err != nil {
		return err
	}
	under := p.last
	undo := buttons(under, "pu")[0]
	message, title := list(p)
	delete(p.entries, title)
	prefix := undo[:strings.LastIndex(undo, ":")+1]
	p.press(under, prefix+strconv.FormatInt(int64(message.ID), 36), reply{edit: under.ID, do: "ea", without: title})
	return p.readAndPause(ctx)
}

// submitAndReopen adds an entry, for a plan that says nothing new is not
// submitted again, submits the plan and begins its next version.
func submitAndReopen(ctx context.Context, p *person) error {
	if err := sendList(ctx, p); err != nil {
		return err
	}
	plan, err := openPlan(ctx, p)
	if err != nil {
		return err
	}
	for _, next := range []struct{ press, shows string }{{"ps", "pl"}, {"pl", "pc"}, {"pc", "ea"}} {
		p.press(p.last, buttons(p.last, next.press)[0], reply{edit: plan.ID, do: next.shows})
		if err := p.readAndPause(ctx); err != nil {
			return err
		}
	}
	p.submits++
	return nil
}
