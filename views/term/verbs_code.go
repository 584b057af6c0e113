package term

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"rapport/app"
	"rapport/app/report"
	"rapport/views/files"
)

type codeCmd struct {
	List   codeList   `cmd:"" help:"List codes with what came by them: a partner's, or all that somebody came by."`
	Add    codeAdd    `cmd:"" help:"Make a code for a campaign. Every partner has one of its own from the start."`
	Set    codeSet    `cmd:"" help:"Say what a code is for, or until when it is passed on."`
	Remove codeRemove `cmd:"" help:"Take away a code that nobody came by."`
	QR     codeQR     `cmd:"" name:"qr" help:"Write where a code leads as a QR code: SVG or PNG."`
	Cards  codeCards  `cmd:"" help:"Write a sheet of business cards to cut out: PDF."`
	Link   codeLink   `cmd:"" help:"Show or set the page that codes lead to: https://firm.example/refer?p={code}."`
}

type codeList struct {
	Partner string `arg:"" optional:"" help:"Number or name of the partner."`
}

func (l *codeList) Run(c *call, f *app.Firm) error {
	read := f.Codes.All
	if l.Partner != "" {
		p, err := f.Partners.Find(c.ctx, l.Partner)
		if err != nil {
			return err
		}
		read = func(ctx context.Context) ([]app.CodeRow, error) { return f.Codes.Of(ctx, p.ID) }
	}
	all, err := read(c.ctx)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Code"), col("Partner"), col("Campaign"), {Title: "Referrals", Kind: report.KindCount}, {Title: "Won", Kind: report.KindCount}, col("Last"), col("Ended"), col("Link")}
	return rows(c, cols, all, len(all), func(r app.CodeRow) map[string]any {
		return map[string]any{"id": r.ID, "code": r.Code, "shown": r.Shown(), "partner": r.PartnerName, "campaign": r.Campaign, "made": dayText(r.Made), "ended": dayText(r.Ended),
			"note": r.Note, "link": r.Link, "referrals": r.Referrals, "won": r.Won, "last": dayText(r.Last)}
	}, func(r app.CodeRow) []report.Cell {
		return []report.Cell{report.Text(r.Shown()), report.Text(r.PartnerName), report.Text(r.Campaign), report.Count(r.Referrals), report.Count(r.Won),
			report.Day(r.Last), report.Day(r.Ended), report.Text(r.Link)}
	})
}

type codeAdd struct {
	Partner  string `arg:"" help:"Number or name of the partner."`
	Campaign string `help:"What it is for." placeholder:"TEXT"`
	Letters  string `help:"Letters of your own, 3 to 20 (default: six are made)." placeholder:"CODE"`
	Until    day    `help:"The last day it is passed on." placeholder:"DATE"`
	Note     string `help:"A note." placeholder:"TEXT"`
}

func (a *codeAdd) Run(c *call, f *app.Firm) error {
	return onPartner(c, f, a.Partner, func(id app.ID[app.Partner]) (app.Receipt, error) {
		return f.Codes.Add(c.ctx, c.ask(), app.PartnerCode{Partner: id, Code: a.Letters, Campaign: a.Campaign, Ended: a.Until.Day, Note: a.Note})
	})
}

type codeSet struct {
	Code     string  `arg:"" help:"The code."`
	Campaign *string `help:"What it is for." placeholder:"TEXT"`
	Until    day     `help:"The last day it is passed on." placeholder:"DATE"`
	NoEnd    bool    `help:"It is passed on again without an end."`
	Note     *string `help:"A note." placeholder:"TEXT"`
}

func (s *codeSet) Run(c *call, f *app.Firm) error {
	row, err := f.Codes.Kept(c.ctx, s.Code)
	if err != nil {
		return err
	}
	if s.Campaign != nil {
		row.Campaign = *s.Campaign
	}
	if s.Note != nil {
		row.Note = *s.Note
	}
	if s.Until.Day != 0 || s.NoEnd {
		row.Ended = s.Until.Day
	}
	r, err := f.Codes.Edit(c.ctx, c.ask(), row)
	return c.receipt(r, err, nil)
}

type codeRemove struct {
	Code string `arg:"" help:"The code."`
}

func (m *codeRemove) Run(c *call, f *app.Firm) error {
	row, err := f.Codes.Kept(c.ctx, m.Code)
	if err != nil {
		return err
	}
	r, err := f.Codes.Remove(c.ctx, c.ask(), row.ID)
	return c.receipt(r, err, nil)
}

type codeQR struct {
	Code string `arg:"" help:"The code."`
	Out  string `required:"" help:"The file to write; its ending says whether SVG or PNG." placeholder:"FILE"`
	Side int    `help:"Of a PNG: about how many pixels a side." default:"1000"`
}

func (q *codeQR) Run(c *call, f *app.Firm) error {
	row, err := f.Codes.Find(c.ctx, q.Code)
	if err != nil {
		return err
	}
	qr, err := row.QR()
	if err != nil {
		return err
	}
	var data []byte
	switch ending := strings.ToLower(filepath.Ext(q.Out)); ending {
	case ".svg":
		data, err = files.QRSVG(qr)
	case ".png":
		if q.Side < 100 || q.Side > 10000 {
			return app.Bad("side", fmt.Sprintf("A picture of %d pixels a side can't be made.", q.Side), "Choose from 100 to 10,000.")
		}
		data, err = files.QRPNG(qr, q.Side)
	default:
		err = app.Bad("out", fmt.Sprintf("%q is no kind of picture that is written here.", ending), "End the name in .svg or .png.")
	}
	if err != nil {
		return err
	}
	return c.written(q.Out, bytes.NewBuffer(data), "the QR code")
}

type codeCards struct {
	Code string `arg:"" help:"The code."`
	Out  string `required:"" help:"The PDF to write." placeholder:"FILE"`
}

func (s *codeCards) Run(c *call, f *app.Firm) error {
	pdf, err := f.Codes.Cards(c.ctx, s.Code)
	if err != nil {
		return err
	}
	return c.written(s.Out, bytes.NewBuffer(pdf), "the cards")
}

type codeLink struct {
	Pattern *string `arg:"" optional:"" help:"The address, with {code} where the code goes; an empty one takes it away."`
}

func (l *codeLink) Run(c *call, f *app.Firm) error {
	s, err := f.Setup.Settings(c.ctx)
	if err != nil {
		return err
	}
	if l.Pattern == nil {
		if c.flags.JSON {
			return c.json(map[string]any{"link_pattern": s.LinkPattern})
		}
		fmt.Fprintln(c.Out, s.LinkPattern)
		return nil
	}
	s.LinkPattern = *l.Pattern
	r, err := f.Setup.Edit(c.ctx, c.ask(), s)
	return c.receipt(r, err, nil)
}
