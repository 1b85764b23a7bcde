package demo

import (
	"slices"

	"sereda/simulator"
)

// sentSince are the people who got a message since the last look, in order.
func (s *story) sentSince() []*simulator.User {
	var users []*simulator.User
	for _, e := range s.servers.telegram.Events(s.mark) {
		if !sent(e) {
			continue
		}
		u := s.servers.telegram.User(e.Message.Chat.ID, simulator.UserSpec{})
		if !slices.Contains(users, u) {
			users = append(users, u)
		}
	}
	return users
}

// newTo are the messages that came to a person since the last look, n at most.
func (s *story) newTo(u *simulator.User, n int) []simulator.Message {
	var messages []simulator.Message
	for _, e := range s.servers.telegram.Events(s.mark) {
		if sent(e) && e.Message.Chat.ID == u.ID() && len(messages) < n {
			messages = append(messages, *e.Message)
		}
	}
	return messages
}

func sent(e simulator.Event) bool {
	return e.Kind == simulator.Answered && e.Method == "sendMessage" && e.OK && e.Message != nil
}
