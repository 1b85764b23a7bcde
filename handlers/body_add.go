package handlers

import (
	"context"
	"unicode/utf8"

	"sereda/council"
)

// addBody asks what kind of body it is, then its name.
func addBody(_ context.Context, t *turn) error {
	preset, chosen := placed(council.BodyPresets(), t.press.arg(0))
	if !chosen {
		t.rest()
		var rows [][]council.Button
		for i, p := range council.BodyPresets() {
			rows = append(rows, row(t.button("button.preset."+string(p), press("bon", int64(i+1)))))
		}
		t.show(t.txt("body.ask_preset"), append(rows, t.backRow("bo"))...)
		return nil
	}
	t.wait(Conversation{Step: stepBodyName, Text: string(preset)})
	t.show(t.txt("body.ask_name", map[string]any{"Kind": t.label("button.preset." + string(preset))}),
		row(council.Button{Text: t.label("body.preset_name." + string(preset)), Data: press("boz", t.press.arg(0))}),
		t.backRow("bon"))
	return nil
}

// presetNamed takes the name that the regulation uses.
func presetNamed(ctx context.Context, t *turn) error {
	preset, chosen := placed(council.BodyPresets(), t.press.arg(0))
	if !chosen {
		t.toast("press.stale")
		return bodyList(ctx, t)
	}
	return t.establish(ctx, preset, t.label("body.preset_name."+string(preset)))
}

func bodyNamed(ctx context.Context, t *turn) error {
	return t.establish(ctx, council.BodyPreset(t.conversation.Text), oneLine(t.text))
}

// establish adds the body with the preset's rules; every one of them can be
// changed on its card.
func (t *turn) establish(ctx context.Context, preset council.BodyPreset, name string) error {
	problem, err := t.bodyNameProblem(ctx, name, 0)
	if err != nil {
		return err
	}
	if problem != "" {
		t.cannot(problem, t.backRow("bo"))
		return nil
	}
	b := preset.Body(t.today())
	b.Name = name
	if b.ID, err = t.store.AddBody(ctx, b); err != nil {
		return err
	}
	if err := t.audit(ctx, "body.added", bodySubject(b.ID), map[string]any{"name": name, "preset": preset}); err != nil {
		return err
	}
	t.toast("body.added")
	return showBody(ctx, t, b)
}

// bodyNameProblem is the key of what is the matter with a body's name, "" when
// it is free and of a sensible length.
func (t *turn) bodyNameProblem(ctx context.Context, name string, own int64) (string, error) {
	const shortest, longest = 3, 120
	if n := utf8.RuneCountInString(name); n < shortest || n > longest {
		return "body.bad_name", nil
	}
	bodies, err := t.store.BodiesOn(ctx, t.today())
	if err != nil {
		return "", err
	}
	for _, b := range bodies {
		if b.ID != own && council.Fold(b.Name) == council.Fold(name) {
			return "body.name_taken", nil
		}
	}
	return "", nil
}
