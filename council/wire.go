package council

import "time"

// This file is the vocabulary between the wire and the database: what is
// received, where a chat stands, what is on its way.

// Chat is a locked chat. ConversationUpdate is the update that last moved its
// conversation, 0 when none did.
type Chat struct {
	ID                 int64
	ConversationUpdate int64
}

// Locked is what is known once the chats of some updates are locked: which of
// the updates are handled already, and who their accounts are.
type Locked struct {
	Chats   []Chat
	Handled map[int64]bool
	Access  map[int64]Access
}

// Remembered is a conversation's state and the update that made it.
type Remembered struct {
	UpdateID int64
	State    []byte
}

// Received is one handled update. A nil Conversation left the conversation
// where it was. Problem and Raw are set for an update put aside: why, and its
// text.
type Received struct {
	UpdateID     int64
	ChatID       int64
	Conversation []byte
	Problem      string
	Raw          string
}

// Letter is a claimed row of the outbox on its way. Fence tells a late
// finisher that the claim is no longer its own.
type Letter struct {
	ID       int64
	LaneID   int64
	Fence    int64
	Failures int
	// Address is that of the lane: a chat, also as ChatID, or an e-mail address.
	Address  string
	ChatID   int64
	PersonID int64
	Class    Class
	Message  Message
}

// Ending is how a letter's sending ended.
type Ending int

// Sent and Failed are final; Retry leaves the letter waiting.
const (
	Sent Ending = iota
	Failed
	Retry
)

// Fate is what became of a letter. For Retry, After is when its lane may try
// again, in real time; Blocked says that the account cannot be reached, so that
// nothing else is tried until it can. FileID is under what Telegram keeps the
// letter's stored document, "" when it was known before.
type Fate struct {
	Letter    Letter
	Ending    Ending
	MessageID int64
	FileID    string
	Reason    string
	After     time.Duration
	Blocked   bool
	// Gone tells that the live screen to change is no more: it was deleted.
	Gone bool
}
