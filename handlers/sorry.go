package handlers

import "sereda/council"

// Sorry is told to the sender of an update that could not be handled and was
// put aside under its number.
func (a *App) Sorry(number int64) council.Message {
	return council.Message{HTML: a.Texts.Text("error.internal", map[string]any{"Number": number})}
}
