package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/letter"
)

// FromLetter writes a message of a letter that was kept; it waits for a look unless it is queued.
func (u Messages) FromLetter(ctx context.Context, ask Ask, id ID[Letter], queue bool) (Receipt, Message, error) {
	l, err := u.f.Letters.Get(ctx, id)
	if err != nil {
		return Receipt{}, Message{}, err
	}
	m := Message{Partner: l.Partner, Person: l.Person, Referral: l.Referral, Letter: id, Kind: MessageLetter, Subject: orElse(l.Subject, l.Title), Body: l.Body, Language: l.Language, State: queuedIf(queue)}
	r, run, err := u.Write(ctx, ask, "", []MailItem{{Message: m}}, nil)
	if err != nil {
		return r, m, err
	}
	return r, run.Made[0], nil
}

func queuedIf(queue bool) MessageState {
	if queue {
		return MessageQueued
	}
	return MessageDraft
}

// OfStatements writes a message for each statement, with its PDF and nothing else of anybody else. cover is the template of its text; 0 is
// a few plain lines. What was sent before, and what is on its way, is left out and told.
func (u Messages) OfStatements(ctx context.Context, ask Ask, cover ID[Template], ids []ID[Statement], queue bool, progress func(done, total int)) (Receipt, MessageRun, error) {
	template, err := u.cover(ctx, cover)
	if err != nil {
		return Receipt{}, MessageRun{}, err
	}
	items, run, err := u.statementItems(ctx, template, ids, queue)
	if err != nil {
		return Receipt{}, MessageRun{}, err
	}
	return u.Write(ctx, ask, run, items, progress)
}

// cover is the template for statements.
func (u Messages) cover(ctx context.Context, id ID[Template]) (Template, error) {
	if id == 0 {
		return Template{Title: "Statement", Kind: EmailPiece, Language: letter.English, Subject: "Statement {{ statement.number }} of {{ firm.name }}",
			Body: "{{ greeting }},\n\nplease find statement {{ statement.number }} for {{ statement.period }} attached. Its closing balance is {{ statement.closing }}.\n\n" +
				"If anything in it is not as you expect, please tell us by {{ statement.query_by }}.\n\nWith best regards\n\n{{ sender.name }}  \n{{ firm.name }}\n"}, nil
	}
	return u.f.Templates.Get(ctx, id)
}

// statementItems fills the cover in for each statement, and names the run after their period.
func (u Messages) statementItems(ctx context.Context, cover Template, ids []ID[Statement], queue bool) ([]MailItem, string, error) {
	var periods []string
	items, err := read(ctx, u.f, func(b Books) ([]MailItem, error) {
		settings, err := b.Settings()
		if err != nil {
			return nil, err
		}
		items, press := make([]MailItem, 0, len(ids)), letter.NewPress()
		for _, id := range ids {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			s, err := b.Statement(id)
			if err != nil {
				return nil, err
			}
			w, err := u.f.fill(b, settings, press, cover, About{Partner: s.Partner, Statement: id})
			if err != nil {
				return nil, err
			}
			if len(w.Missing) > 0 {
				return nil, Bad("template", fmt.Sprintf("For statement %s nothing is known of %s.", s.Number, strings.Join(w.Missing, ", ")), "Enter it, or take another template.")
			}
			if label := s.Period.Label(); !slices.Contains(periods, label) {
				periods = append(periods, label)
			}
			items = append(items, MailItem{Message: Message{Partner: s.Partner, Statement: id, Kind: MessageStatement, State: queuedIf(queue), Language: cover.Language,
				Subject: orElse(w.Subject, "Statement "+s.Number), Body: w.Body}})
		}
		return items, nil
	})
	run := "Statements"
	if len(periods) == 1 {
		run += " for " + periods[0]
	}
	return items, run, err
}

// StatementsToSend gives the statements of a list that were issued and neither sent nor on their way.
func (u Messages) StatementsToSend(ctx context.Context, q Query) ([]ID[Statement], error) {
	return read(ctx, u.f, func(b Books) ([]ID[Statement], error) {
		var ids []ID[Statement]
		err := b.StatementIDs(q.With(Is("state", string(StatementIssued))), func(chunk []int32) error {
			for _, id := range chunk {
				rows, err := messagesWhere(b, Query{}.With(Is("statement", fmt.Sprint(id))))
				if err != nil {
					return err
				}
				if !slices.ContainsFunc(rows, func(m MessageRow) bool { return m.State.standing() }) {
					ids = append(ids, ID[Statement](id))
				}
			}
			return nil
		})
		return ids, err
	})
}

// standing tells whether a message in this state may still arrive, or did.
func (s MessageState) standing() bool {
	return s != MessageFailed && s != MessageCancelled && s != MessageBounced
}
