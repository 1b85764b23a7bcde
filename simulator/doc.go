// Package simulator is a Telegram of our own: an HTTP Bot API server with
// people in it, strict against the specification's facts (botapi.json).
//
// A test talks to the bot as people do and sees what people see:
//
//	tg := simulator.Run(t, simulator.Options{Now: clock.Now}) // checked and closed by itself
//	go bot.Run(ctx, tg.URL(), tg.Token())
//
//	olena := tg.User(7, simulator.UserSpec{FirstName: "Олена"})
//	olena.Start("")                        // sends /start
//	menu := olena.Receive(t)               // waits for the bot's next message or edit
//	press := olena.Press(menu, "План")     // by label or callback data
//	answer := press.WaitAnswer(t)          // the toast or alert, or Expired
//	screen := olena.Receive(t)             // the edited message
//	mark := tg.Mark()                      // a place in the log
//	tg.Fail("sendMessage", 1, simulator.Failure{RetryAfter: 2 * time.Second})
//	olena.Send("Нарада 10:00")
//	tg.WaitCall(t, mark, "sendMessage")    // the call that got 429; nothing polls or sleeps
//
// Whatever the bot asks that the real Telegram would call malformed (an
// unknown parameter, a label without an action, broken HTML, 65 bytes of
// callback data) gets a 400 and fails the test at its end; a test that provokes
// it takes it back with Forgive. What the simulator itself sends is held
// against the same facts.
//
// Every event of the life of updates and calls is in the log: Events, Calls,
// Counts, Wait, Follow (a stream for a live observer). Long runs limit it with
// Options.LogLimit and History. Save and Load carry people, chats, files and
// waiting updates over a restart.
//
// botapi.json is made from a machine-readable Bot API specification (npm
// package @gramio/types, MIT) by the program in facts: names, types and limits only.
//
// The clock of dates and expiry is Options.Now; the waiting of a long poll and
// of webhook retries is real time, and RetryNow lets retries go at once.
package simulator
