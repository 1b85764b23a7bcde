package simulator

import (
	"encoding/json"
	"maps"
	"strconv"
	"strings"
)

// Command is an entry of the bot's menu of commands.
type Command struct {
	Name        string `json:"command"`
	Description string `json:"description"`
	IsEphemeral bool   `json:"is_ephemeral,omitempty"`
}

// profile is what the bot tells of itself, per language; "" is everybody else's.
type profile struct {
	Names, Descriptions, Shorts map[string]string
	Commands                    map[string][]Command       // by scope and language
	Menus                       map[string]json.RawMessage // by chat id; "" is the default
}

func (p *profile) name(language, otherwise string) string {
	return localized(p.Names, language, otherwise)
}

func localized(texts map[string]string, language, otherwise string) string {
	for _, l := range []string{language, ""} {
		if text := texts[l]; text != "" {
			return text
		}
	}
	return otherwise
}

// put sets or, given nothing, removes a language's text.
func put(texts *map[string]string, language, text string) {
	if *texts == nil {
		*texts = map[string]string{}
	}
	if text == "" {
		delete(*texts, language)
		return
	}
	(*texts)[language] = text
}

func (s *Server) setMyName(c *call) (any, error) {
	put(&s.profile.Names, c.str("language_code"), c.str("name"))
	return true, nil
}

func (s *Server) getMyName(c *call) (any, error) {
	return map[string]string{"name": s.profile.name(c.str("language_code"), s.opt.Bot.FirstName)}, nil
}

func (s *Server) setMyDescription(c *call) (any, error) {
	put(&s.profile.Descriptions, c.str("language_code"), c.str("description"))
	return true, nil
}

func (s *Server) getMyDescription(c *call) (any, error) {
	return map[string]string{"description": localized(s.profile.Descriptions, c.str("language_code"), "")}, nil
}

func (s *Server) setMyShortDescription(c *call) (any, error) {
	put(&s.profile.Shorts, c.str("language_code"), c.str("short_description"))
	return true, nil
}

func (s *Server) getMyShortDescription(c *call) (any, error) {
	return map[string]string{"short_description": localized(s.profile.Shorts, c.str("language_code"), "")}, nil
}

// scope is the key commands are kept under: scope and language.
func (s *Server) scope(c *call) (string, error) {
	var scope struct {
		Type   string          `json:"type"`
		ChatID json.RawMessage `json:"chat_id"`
		UserID int64           `json:"user_id"`
	}
	scope.Type = "default"
	if raw := c.raw["scope"]; raw != nil {
		if err := json.Unmarshal(raw, &scope); err != nil {
			return "", misuse("can't parse BotCommandScope JSON object")
		}
	}
	key := scope.Type
	if scope.ChatID != nil {
		chat := strings.Trim(string(scope.ChatID), `"`)
		id, _ := strconv.ParseInt(chat, 10, 64)
		if s.rooms[id] == nil {
			return "", refuse("chat not found")
		}
		key += " " + chat
	}
	if scope.UserID != 0 {
		key += " " + strconv.FormatInt(scope.UserID, 10)
	}
	return key + "/" + c.str("language_code"), nil
}

func (s *Server) setMyCommands(c *call) (any, error) {
	key, err := s.scope(c)
	if err != nil {
		return nil, err
	}
	var commands []Command
	if err := c.object("commands", &commands); err != nil {
		return nil, err
	}
	for _, command := range commands {
		if !latin(command.Name) || strings.ToLower(command.Name) != command.Name {
			return nil, misuse("BOT_COMMAND_INVALID")
		}
	}
	if s.profile.Commands == nil {
		s.profile.Commands = map[string][]Command{}
	}
	s.profile.Commands[key] = commands
	return true, nil
}

func (s *Server) getMyCommands(c *call) (any, error) {
	key, err := s.scope(c)
	if err != nil {
		return nil, err
	}
	return append([]Command{}, s.profile.Commands[key]...), nil
}

func (s *Server) deleteMyCommands(c *call) (any, error) {
	key, err := s.scope(c)
	if err != nil {
		return nil, err
	}
	delete(s.profile.Commands, key)
	return true, nil
}

// Commands returns the menu of commands the person sees in the private chat.
func (u *User) Commands() []Command {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, scope := range []string{"chat " + strconv.FormatInt(u.account.ID, 10), "all_private_chats", "default"} {
		for _, language := range []string{u.account.LanguageCode, ""} {
			if commands := s.profile.Commands[scope+"/"+language]; len(commands) > 0 {
				return commands
			}
		}
	}
	return nil
}

func (s *Server) setChatMenuButton(c *call) (any, error) {
	key := ""
	if c.has("chat_id") {
		if _, err := s.find(c, "chat_id"); err != nil {
			return nil, err
		}
		key = strconv.FormatInt(c.num("chat_id"), 10)
	}
	if s.profile.Menus == nil {
		s.profile.Menus = map[string]json.RawMessage{}
	}
	s.profile.Menus[key] = compact(c.raw["menu_button"])
	if c.raw["menu_button"] == nil {
		delete(s.profile.Menus, key)
	}
	return true, nil
}

func (s *Server) getChatMenuButton(c *call) (any, error) {
	key := ""
	if c.has("chat_id") {
		key = strconv.FormatInt(c.num("chat_id"), 10)
	}
	for _, k := range []string{key, ""} {
		if menu := s.profile.Menus[k]; menu != nil {
			return menu, nil
		}
	}
	return map[string]string{"type": "commands"}, nil
}

// clone is a copy nobody changes.
func (p *profile) clone() profile {
	return profile{maps.Clone(p.Names), maps.Clone(p.Descriptions), maps.Clone(p.Shorts),
		maps.Clone(p.Commands), maps.Clone(p.Menus)}
}
