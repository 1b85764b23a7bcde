package browsertest

import "fmt"

// Chat is an open chat, by its person's Telegram id.
type Chat int64

// step tells, when it fails, what the chat's newest message was.
func (c Chat) step(name string, do func(p *Page) error) Step {
	return Step{fmt.Sprintf("chat %d: %s", c, name), func(p *Page) error {
		err := do(p)
		if err == nil {
			return nil
		}
		var last string
		_ = p.Ask(fmt.Sprintf("eyes.last(%d)", c), &last) // only to tell more
		return fmt.Errorf("%w; the newest message is\n%s", err, last)
	}}
}

// Beside opens the chat as one more column.
func (c Chat) Beside() Step {
	return Step{fmt.Sprintf("open %d beside", c), func(p *Page) error {
		// The button shows when the mouse is over its line.
		button := fmt.Sprintf(`document.querySelector('[data-person="%d"]').parentElement.querySelector('[data-beside]')`, c)
		return p.click(button, 1)
	}}
}

// Press presses the newest button with the words on it.
func (c Chat) Press(words string) Step { return c.tap(words, 1) }

// DoubleTap presses it twice before anything can happen between.
func (c Chat) DoubleTap(words string) Step { return c.tap(words, 2) }

func (c Chat) tap(words string, times int) Step {
	return c.step("press «"+words+"»", func(p *Page) error {
		return p.click(fmt.Sprintf("eyes.button(%d, %q)", c, words), times)
	})
}

// Write sends a message and waits until it stands in the chat, so that what is
// under it does not move any more.
func (c Chat) Write(text string) Step {
	return c.step("write «"+text+"»", c.written(func(p *Page) error {
		if err := p.fill(fmt.Sprintf("eyes.column(%d)?.querySelector('[data-input]')", c), text); err != nil {
			return err
		}
		return p.click(fmt.Sprintf("eyes.column(%d).querySelector('[data-send]')", c), 1)
	}))
}

// Command chooses one from the menu of commands, and waits like Write.
func (c Chat) Command(name string) Step {
	return c.step("choose /"+name, c.written(func(p *Page) error {
		for _, button := range []string{"[data-commands]", "[data-command=" + name + "]"} {
			if err := Click(c.In(button)).do(p); err != nil {
				return err
			}
		}
		return nil
	}))
}

// written waits until what is done has left one more message of the person's.
func (c Chat) written(do func(p *Page) error) func(p *Page) error {
	return func(p *Page) error {
		var before int
		if err := p.Ask(fmt.Sprintf("eyes.written(%d)", c), &before); err != nil {
			return err
		}
		if err := do(p); err != nil {
			return err
		}
		return wait(fmt.Sprintf("eyes.written(%d) > %d", c, before), Patience).do(p)
	}
}

// Sees waits until the newest message is the bot's and has the words.
func (c Chat) Sees(words string) Step {
	return c.step("see «"+words+"»", wait(fmt.Sprintf("eyes.said(%d, %q)", c, words), Patience).do)
}

// Shows waits until some message has the words, whatever came after it.
func (c Chat) Shows(words string) Step {
	return c.step("be shown «"+words+"»", wait(fmt.Sprintf("eyes.count(%d, %q) > 0", c, words), Patience).do)
}

// Has waits until exactly so many of the messages shown have the words.
func (c Chat) Has(count int, words string) Step {
	return c.step(fmt.Sprintf("have «%s» %d times", words, count), wait(fmt.Sprintf("eyes.count(%d, %q) === %d", c, words, count), Patience).do)
}

// Spins waits until the newest button with the words waits for its answer.
func (c Chat) Spins(words string) Step {
	return c.step("see «"+words+"» spin", wait(fmt.Sprintf("eyes.button(%d, %q)?.ariaBusy", c, words), Patience).do)
}

// Stops waits until no button of the chat waits any more.
func (c Chat) Stops() Step {
	return c.step("see the spinner end", wait(fmt.Sprintf("!eyes.column(%d).querySelector('[aria-busy]')", c), Patience).do)
}

// In is the CSS selector of something in the chat.
func (c Chat) In(selector string) string { return fmt.Sprintf(`[data-column="%d"] %s`, c, selector) }
