// Package mail delivers the outbox's letters by e-mail: text, HTML, calendar and
// attachments, through a mail server that may refuse, be slow or break off.
package mail
