package simulator

import "encoding/json"

// Account is a Telegram account, a person's or a bot's, as the Bot API shows it.
type Account struct {
	ID           int64  `json:"id"`
	IsBot        bool   `json:"is_bot"`
	FirstName    string `json:"first_name"`
	LastName     string `json:"last_name,omitempty"`
	Username     string `json:"username,omitempty"`
	LanguageCode string `json:"language_code,omitempty"`
}

// Chat is a private chat (its id is the person's) or a group.
type Chat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	Title     string `json:"title,omitempty"`
	Username  string `json:"username,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
}

// Entity is a stretch of a text with a meaning; offset and length count UTF-16 units.
type Entity struct {
	Type           string   `json:"type"`
	Offset         int      `json:"offset"`
	Length         int      `json:"length"`
	URL            string   `json:"url,omitempty"`
	User           *Account `json:"user,omitempty"`
	Language       string   `json:"language,omitempty"`
	CustomEmojiID  string   `json:"custom_emoji_id,omitempty"`
	UnixTime       int64    `json:"unix_time,omitempty"`
	DateTimeFormat string   `json:"date_time_format,omitempty"`
}

// Message is a message of a chat, as the Bot API shows it and as a person sees
// it. A Message once handed out never changes; an edit makes a new one.
type Message struct {
	ID                  int             `json:"message_id"`
	From                *Account        `json:"from,omitempty"`
	Chat                Chat            `json:"chat"`
	Date                int64           `json:"date"` // seconds since 1970, the simulator's clock
	EditDate            int64           `json:"edit_date,omitempty"`
	ForwardOrigin       *Origin         `json:"forward_origin,omitempty"`
	ReplyTo             *Message        `json:"reply_to_message,omitempty"`
	HasProtectedContent bool            `json:"has_protected_content,omitempty"`
	Text                string          `json:"text,omitempty"`
	Entities            []Entity        `json:"entities,omitempty"`
	LinkPreview         json.RawMessage `json:"link_preview_options,omitempty"`
	Document            *File           `json:"document,omitempty"`
	Photo               []File          `json:"photo,omitempty"`
	Sticker             *Sticker        `json:"sticker,omitempty"`
	Voice               *File           `json:"voice,omitempty"`
	Caption             string          `json:"caption,omitempty"`
	CaptionEntities     []Entity        `json:"caption_entities,omitempty"`
	Contact             *Contact        `json:"contact,omitempty"`
	Location            *Location       `json:"location,omitempty"`
	NewMembers          []Account       `json:"new_chat_members,omitempty"`
	LeftMember          *Account        `json:"left_chat_member,omitempty"`
	GroupCreated        bool            `json:"group_chat_created,omitempty"`
	MigrateTo           int64           `json:"migrate_to_chat_id,omitempty"`
	MigrateFrom         int64           `json:"migrate_from_chat_id,omitempty"`
	Pinned              *Message        `json:"pinned_message,omitempty"`
	Keyboard            *InlineKeyboard `json:"reply_markup,omitempty"`

	Silent   bool        `json:"-"` // came without a sound
	Reply    *ReplyBoard `json:"-"` // the reply keyboard, its removal or a forced reply that came with it
	Reaction string      `json:"-"` // the bot's reaction, an emoji
}

// Origin tells where a forwarded message comes from.
type Origin struct {
	Type     string   `json:"type"`
	Date     int64    `json:"date"`
	Sender   *Account `json:"sender_user,omitempty"`
	UserName string   `json:"sender_user_name,omitempty"`
}

// InlineKeyboard stands under a message.
type InlineKeyboard struct {
	Rows       [][]Button `json:"inline_keyboard"`
	ForceReply bool       `json:"force_reply,omitempty"`
}

// Button is a button of an inline keyboard.
type Button struct {
	Text              string          `json:"text"`
	IconCustomEmojiID string          `json:"icon_custom_emoji_id,omitempty"`
	Style             string          `json:"style,omitempty"`
	URL               string          `json:"url,omitempty"`
	Data              string          `json:"callback_data,omitempty"`
	WebApp            json.RawMessage `json:"web_app,omitempty"`
	LoginURL          json.RawMessage `json:"login_url,omitempty"`
	Inline            *string         `json:"switch_inline_query,omitempty"`
	InlineHere        *string         `json:"switch_inline_query_current_chat,omitempty"`
	InlineChosen      json.RawMessage `json:"switch_inline_query_chosen_chat,omitempty"`
	CopyText          *CopyText       `json:"copy_text,omitempty"`
	Game              json.RawMessage `json:"callback_game,omitempty"`
	Pay               bool            `json:"pay,omitempty"`
	Disabled          json.RawMessage `json:"disabled,omitempty"`
}

// CopyText is what a button puts on the clipboard.
type CopyText struct {
	Text string `json:"text"`
}

// ReplyBoard is a reply keyboard, its removal, or a forced reply.
type ReplyBoard struct {
	Rows        [][]ReplyKey `json:"keyboard,omitempty"`
	Persistent  bool         `json:"is_persistent,omitempty"`
	Resize      bool         `json:"resize_keyboard,omitempty"`
	OneTime     bool         `json:"one_time_keyboard,omitempty"`
	Placeholder string       `json:"input_field_placeholder,omitempty"`
	Selective   bool         `json:"selective,omitempty"`
	Remove      bool         `json:"remove_keyboard,omitempty"`
	ForceReply  bool         `json:"force_reply,omitempty"`
}

// ReplyKey is a key of a reply keyboard; pressing it sends its text unless it requests something.
type ReplyKey struct {
	Text            string `json:"text"`
	Style           string `json:"style,omitempty"`
	RequestContact  bool   `json:"request_contact,omitempty"`
	RequestLocation bool   `json:"request_location,omitempty"`
}

// File is a document, a voice message or one size of a photo.
type File struct {
	ID       string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Name     string `json:"file_name,omitempty"`
	MimeType string `json:"mime_type,omitempty"`
	Size     int64  `json:"file_size,omitempty"`
	Path     string `json:"file_path,omitempty"`
	Width    int    `json:"width,omitempty"`
	Height   int    `json:"height,omitempty"`
	Duration *int   `json:"duration,omitempty"` // seconds
}

// Sticker is a sticker.
type Sticker struct {
	ID         string `json:"file_id"`
	UniqueID   string `json:"file_unique_id"`
	Type       string `json:"type"`
	Width      int    `json:"width"`
	Height     int    `json:"height"`
	IsAnimated bool   `json:"is_animated"`
	IsVideo    bool   `json:"is_video"`
	Emoji      string `json:"emoji,omitempty"`
}

// Contact is a shared phone contact; UserID is set when Telegram knows the person.
type Contact struct {
	Phone     string `json:"phone_number"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	UserID    int64  `json:"user_id,omitempty"`
}

// Location is a point on the map, degrees.
type Location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// CallbackQuery is the press of an inline button.
type CallbackQuery struct {
	ID           string  `json:"id"`
	From         Account `json:"from"`
	Message      any     `json:"message,omitempty"` // *Message, or inaccessible once the message is gone
	ChatInstance string  `json:"chat_instance"`
	Data         string  `json:"data,omitempty"`
}

// inaccessible stands for a message that is no longer there; its date is always 0.
type inaccessible struct {
	Chat Chat `json:"chat"`
	ID   int  `json:"message_id"`
	Date int  `json:"date"`
}

// memberChange is the news that someone's membership changed.
type memberChange struct {
	Chat Chat    `json:"chat"`
	From Account `json:"from"`
	Date int64   `json:"date"`
	Old  member  `json:"old_chat_member"`
	New  member  `json:"new_chat_member"`
}

type member struct {
	Status    string  `json:"status"`
	User      Account `json:"user"`
	UntilDate *int64  `json:"until_date,omitempty"`
}

func asMember(u Account, status string) member {
	m := member{Status: status, User: u}
	if status == "kicked" {
		m.UntilDate = new(int64) // for ever
	}
	return m
}
