// Package web serves machines: health, metrics and the webhook; and one page
// for people, the hall's screen.
package web
