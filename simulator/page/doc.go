// Package page is the demonstration in the browser: the council's people with
// their chats, the clock to move and the wire to look at.
//
// Everything it shows comes from the simulator: what people would see in
// Telegram and what went over the wire. The bot's own data it does not know.
//
// The page listens on this machine only and answers only what was asked by its
// own name and from its own pages. It is three things: static files
// (static/, plain HTML, CSS and ES modules), a JSON API, and a stream.
//
//	GET  /api/scene                     zone, bot, people, stories: what stays
//	GET  /api/chats/{id}?before=&limit= the chat as the person sees it
//	GET  /api/log?chat=                 the latest calls and updates
//	GET  /api/log/{seq}                 one of them whole
//	GET  /api/files/{id}?name=          a file somebody sent
//	GET  /api/stream                    server-sent events, see below
//	POST /api/chats/{id}/messages       {"text", "reply_to"}: writes; {"edit": id, "text"}: changes
//	POST /api/chats/{id}/press          {"message", "data"}: answers {"press"}
//	POST /api/chats/{id}/contact        {}: shares the own phone
//	POST /api/chats/{id}/location       {}: sends a point on the map
//	POST /api/chats/{id}/files          multipart: file, caption, as ("photo" or "document")
//	POST /api/chats/{id}/read           {}
//	POST /api/chats/{id}/block          {"blocked"}
//	POST /api/clock                     {"add": "1h"}, {"at": "2026-11-25T11:55"}, {"next": true} or {"running": bool}
//	POST /api/weather                   {"down": bool}, {"slow": ms} or {"limit": calls}
//	POST /api/bot                       {"running": bool}: kill -9, or start
//	POST /api/story                     {"name"}
//
// What is refused answers {"error": "…"} in Ukrainian, for people's eyes. While
// a story plays, people and clock are its own and every POST but read is refused.
//
// The stream sends "hello" (the epoch and where the log is), "status" (clock,
// timetable, bot, weather, unread counts) whenever one of them changes, and a
// "step" for every event of the simulator's log that somebody could see. A
// step's id is epoch and sequence number; a client that comes back with the
// last one misses nothing, and one from before a restart is told so by a new
// epoch and fetches everything again.
//
// # Names for tests
//
// Elements are found by these attributes, which do not change with the looks:
//
//	[data-person="7000005"]        a person in the list; [data-beside] in it opens one more column
//	[data-unread]                  the person's count of unread messages, as text
//	[data-search]                  the field above the list
//	[data-column="7000005"]        an open chat
//	[data-message="17"]            a message; data-from is bot, person or service; data-edited, data-silent when so
//	[data-text]                    its text or caption
//	[data-button="Додати захід"]   an inline button by its label; aria-busy while it waits; data-style when it has one
//	[data-key="…"]                 a key of the reply keyboard; data-requests is contact or location
//	[data-file], [data-photo]      a document to download, a picture
//	[data-input], [data-send]      where one types, and sends
//	[data-start], [data-unblock]   stand there instead for who has not started or has blocked the bot
//	[data-commands], [data-command="plan"]  the menu of commands and its lines
//	[data-attach]                  the file field
//	[data-menu]                    opens the chat's further acts: [data-block="true|false"], [data-link]
//	[data-edit], [data-close]      change a message one sent; close the chat
//	[data-strip="7000005"]         on narrow screens, the open chats
//	[data-toast], [data-alert]     what the bot answered a press with
//	[data-clock]                   the council's time; datetime holds it
//	[data-deadline], [data-next]   the next deadline, the next thing due
//	[data-jump="hour|next|deadline|digest"], [data-set-clock], [data-at], [data-running]
//	[data-due]                     a line of the timetable
//	[data-weather="down|slow|limit"], [data-bot="kill|restart"], [data-bot-state="running|stopped"]
//	[data-log], [data-line="123"]  the log of the wire and its lines
//	[data-story="wednesday"]       a story to set up, in #stories; the body has [data-playing] while one plays
//	#ask-yes                       yes to what the page asks: a phone to share, a file to send
//	[data-connection="live|lost"]  on the body
//	[data-theme]                   on the root: light, dark, or absent for the system's
//	[data-go="people|chats|time|wire"]  the tabs of narrow screens; the body's data-tab is the one shown
package page
