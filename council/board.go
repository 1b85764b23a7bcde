package council

// Board is a message that shows a meeting's forecast or roll and is kept up to
// date; View is what of it the message shows just now.
type Board struct {
	ChatID    int64
	MessageID int
	View      string
}
