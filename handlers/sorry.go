package handlers

import "sereda/council"

// Menu names the commands offered beside the text field, five at most; what a
// person may do stands on the screens.
var Menu = []string{"start", "plan", "meetings", "assignments", "help", "cancel"}

// Sorry is told to the sender of an update that could not be handled and was
// put aside under its number.
func (a *App) Sorry(number int64) council.Message {
	return council.Message{HTML: a.Texts.Text("error.internal", map[string]any{"Number": number})}
}
