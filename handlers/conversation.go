package handlers

import (
	"encoding/json"

	"sereda/council"
)

// Conversation is where a dialogue stands: which question waits for a typed
// answer and about what. The answers themselves are in Postgres.
type Conversation struct {
	// Step names the question; empty when none waits.
	Step string       `json:"s,omitempty"`
	Unit int64        `json:"u,omitempty"`
	Week council.Date `json:"w,omitzero"`
	// Entry is the entry being written; Single returns to it after one answer
	// instead of asking the next question.
	Entry  int64 `json:"e,omitempty"`
	Single bool  `json:"1,omitempty"`
	// Doubt is the doubt that the answer settles; the next one is shown then.
	Doubt uint32 `json:"q,omitempty"`
	// Person, Audience and Text serve the dialogues about people and messages.
	Person   int64  `json:"p,omitempty"`
	Audience string `json:"a,omitempty"`
	Text     string `json:"t,omitempty"`
	// Upload is what was read from a file, as the Reader keeps it, File its name.
	Upload []byte `json:"x,omitempty"`
	File   string `json:"n,omitempty"`
	// Message is the message that Text or Upload came in.
	Message int `json:"m,omitempty"`
	// Body, Meeting and Item serve the dialogues about meetings; Item is a
	// question of the agenda, a seat or a rule.
	Body    int64 `json:"b,omitempty"`
	Meeting int64 `json:"g,omitempty"`
	Item    int64 `json:"i,omitempty"`
	// Day is the day chosen so far.
	Day council.Date `json:"d,omitzero"`
	// Fields are the answers given so far in a dialogue that writes nothing
	// until its end.
	Fields map[string]string `json:"f,omitempty"`
}

func readConversation(raw []byte) Conversation {
	var c Conversation
	if len(raw) == 0 || json.Unmarshal(raw, &c) != nil {
		// A state of an older version is as good as none: the draft is in
		// Postgres, every screen can be asked for again.
		return Conversation{}
	}
	return c
}

func (c Conversation) bytes() []byte {
	if c.Step == "" {
		return []byte{}
	}
	raw, err := json.Marshal(c)
	if err != nil {
		return []byte{}
	}
	return raw
}

func (c Conversation) week() council.Week { return council.Week{Monday: c.Week} }
