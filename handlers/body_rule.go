package handlers

import (
	"context"

	"sereda/council"
)

// ruleScreen lists a body's rules, each with its state, or one rule's options.
func ruleScreen(_ context.Context, t *turn, b council.Body) error {
	t.rest()
	r, chosen := placed(bodyRules, t.press.arg(1))
	if chosen {
		t.showOptions(b, r, t.press.arg(1))
		return nil
	}
	t.showRules(b, "")
	return nil
}

// showRules lists them, with a note and its buttons first.
func (t *turn) showRules(b council.Body, note string, rows ...[]council.Button) {
	for i, r := range bodyRules {
		label := t.label("rule."+r.key) + ": " + t.ruleState(r, b)
		rows = append(rows, row(council.Button{Text: cut(label, 60), Data: press("bor", b.ID, int64(i+1))}))
	}
	t.show(t.txt("body.rules", map[string]any{"Body": b.Name})+note, append(rows, t.backRow("bob", b.ID))...)
}

// showOptions offers what the rule may be; what it is now is marked.
func (t *turn) showOptions(b council.Body, r bodyRule, place int64) {
	var buttons []council.Button
	for i, o := range r.options {
		label := t.optionLabel(r, o)
		if o.holds(b) {
			label = "✅ " + label
		}
		buttons = append(buttons, council.Button{Text: cut(label, 60), Data: press("bos", b.ID, place, int64(i+1))})
	}
	rows := inRows(buttons, max(r.inRow, 1))
	html := t.txt("body.rule", map[string]any{"Body": b.Name, "Rule": t.label("rule." + r.key)})
	if r.words != 0 {
		html += "\n" + t.txt("rule.or_write."+r.key)
		t.wait(Conversation{Step: stepBodyWords, Body: b.ID, Item: r.words})
	}
	t.show(html, append(rows, t.backRow("bor", b.ID))...)
}

// ruleChosen sets the rule to the option the button carries.
func ruleChosen(ctx context.Context, t *turn, b council.Body) error {
	r, known := placed(bodyRules, t.press.arg(1))
	if !known {
		t.toast("press.stale")
		return showBody(ctx, t, b)
	}
	o, known := placed(r.options, t.press.arg(2))
	if !known {
		t.toast("press.stale")
		t.showRules(b, "")
		return nil
	}
	t.rest()
	if o.holds(b) {
		t.showRules(b, "")
		return nil
	}
	o.set(&b, t.today())
	if err := t.saveBody(ctx, b, "rule", map[string]any{"rule": r.key, "option": o.key}); err != nil {
		return err
	}
	if r.ofSchedule || r.ofMeetings {
		return t.showRulesAfter(ctx, b)
	}
	t.showRules(b, "")
	return nil
}

// ruleState is what a rule is now, in words; one that no option describes was
// written by hand or imported.
func (t *turn) ruleState(r bodyRule, b council.Body) string {
	for _, o := range r.options {
		if o.holds(b) {
			return t.optionLabel(r, o)
		}
	}
	if r.other == nil {
		return t.label("rule.other")
	}
	return r.other(t, b)
}

func (t *turn) optionLabel(r bodyRule, o ruleOption) string {
	if o.text != "" {
		return o.text
	}
	return t.label("rule." + r.key + "." + o.key)
}

// ruleLine is a rule on the body's card.
func (t *turn) ruleLine(r bodyRule, b council.Body) string {
	return t.txt("body.rule_line", map[string]any{"Rule": t.label("rule." + r.key), "State": t.ruleState(r, b)})
}
