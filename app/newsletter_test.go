package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/app"
	"rapport/app/report"
)

// editing is a desk with partners in segments that can write newsletters.
func editing(t *testing.T) (*desk, map[string]app.ID[app.Partner]) {
	d, ids := segmented(t)
	d.Firm = app.New(app.Deps{Store: d.store, Keep: d.store, Now: func() time.Time { return d.now }, Actor: "Ms Tester", Print: d.print, News: func(n report.News) (string, error) {
		return fmt.Sprintf("<html><body>%s %s %s</body></html>", n.Subject, n.Blocks[0].Text, n.LeaveTo), nil
	}})
	d.settings(func(s *app.Settings) { s.Email, s.Address = "firm@harcourt.example", "1 High St\nLondon" })
	return d, ids
}

// newsletter keeps one, written as people write it.
func (d *desk) newsletter(segment app.ID[app.Segment], text string) app.ID[app.Newsletter] {
	d.t.Helper()
	blocks, err := d.Newsletters.Blocks(ctx(), text)
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	return app.ID[app.Newsletter](d.ok(d.Newsletters.Save(ctx(), app.Ask{}, app.Newsletter{Subject: "News for {{ partner.name }}", Language: "en", Segment: segment, Blocks: blocks})).ID)
}

const everyBlock = `# Hello {{ partner.name }}

{{ greeting }}, **all** is well; you introduced {{ partner.referrals }}.

- one
- two

:picture https://x.example/a.png | A bridge

:button Your link | https://x.example/{{ partner.number }}

:material M-0001 | Worth *reading*.

:quote Well done | Ann

:figure 42 % | of all

---

:disclosure Fees are *shared*.`

func TestANewsletterIsMadeOfBlocks(t *testing.T) {
	d, ids := editing(t)
	id := d.newsletter(0, everyBlock)
	n, err := d.Newsletters.Get(ctx(), id)
	if err != nil || len(n.Blocks) != 10 {
		t.Fatalf("%+v %v", n, err)
	}
	if again, err := d.Newsletters.Text(ctx(), n.Blocks); err != nil || again != everyBlock {
		t.Errorf("written again it is\n%s\n%v", again, err)
	}
	page, body, err := d.Newsletters.Page(ctx(), n, ids["Alder"])
	if err != nil || page.Subject != "News for Alder" || page.Blocks[0].Text != "Hello Alder" || page.Blocks[4].Link != "https://x.example/P-0001" || page.Blocks[5].Label != "Guide" {
		t.Errorf("%+v %v", page, err)
	}
	for _, want := range []string{"## Hello Alder", "**all** is well; you introduced 2.", "[Your link](<https://x.example/P-0001>)", "**Guide** Worth *reading*.", "> Well done\n>\n> — Ann", "**42 %** of all", "Harcourt LLP, 1 High St, London"} {
		if !strings.Contains(body, want) {
			t.Errorf("the text has no %q:\n%s", want, body)
		}
	}
}

func TestANewsletterIsRefused(t *testing.T) {
	d, _ := editing(t)
	for text, say := range map[string]string{
		":button Read | javascript:alert(1)": "Block 1, button: \"javascript:alert(1)\" is not an address of the web.",
		":picture file:///etc/passwd | x":    "Block 1, picture: \"file:///etc/passwd\" is not an address of the web.",
		":picture https://x.example/a.png":   "Block 1, picture: It says nothing.",
		"ok\n\n:figure 42 %":                 "Block 2, figure: It says nothing.",
		"{{ partner.nmae }}":                 "Block 1, text: Line 1, column 4: There is no field partner.nmae.",
		":blink x":                           "Block 1: There is no block \":blink\".",
		":material M-9999":                   "Block 1: There is no material \"M-9999\".",
	} {
		blocks, err := d.Newsletters.Blocks(ctx(), text)
		if err == nil {
			_, err = d.Newsletters.Save(ctx(), app.Ask{}, app.Newsletter{Subject: "s", Language: "en", Blocks: blocks})
		}
		if p := app.AsProblem(err); err == nil || p.Say != say {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, subject := range []string{"", "a\r\nBcc: all@x.example", "{{ nobody }}"} {
		if _, err := d.Newsletters.Save(ctx(), app.Ask{}, app.Newsletter{Subject: subject, Language: "en", Blocks: []app.NewsBlock{{Kind: app.NewsDivider}}}); err == nil {
			t.Errorf("subject %q is taken", subject)
		}
	}
	long := app.Newsletter{Subject: "s", Language: "en", Blocks: slices.Repeat([]app.NewsBlock{{Kind: app.NewsDivider}}, 61)}
	if _, err := d.Newsletters.Save(ctx(), app.Ask{}, long); err == nil {
		t.Error("a newsletter without end is taken")
	}
}

// Who opted out, has no address or is told of with what nobody knows is left out, and named; nobody gets one twice.
func TestANewsletterGoesToItsSegmentOnce(t *testing.T) {
	d, ids := editing(t)
	all := d.saved("All", "not tag = nobody")
	id := d.newsletter(all, "Hello {{ partner.name }}.")
	who, err := d.Newsletters.Audience(ctx(), id)
	said := func(a app.Audience) (text string) {
		for _, m := range a.To {
			text += m.To + ". "
		}
		for _, l := range a.Left {
			text += l.Why + " "
		}
		return strings.TrimSpace(text)
	}
	const want = "a@alder.example. Birch opted out: no newsletter is sent. Cedar has no e-mail address."
	if err != nil || said(who) != want {
		t.Fatalf("%s %v", said(who), err)
	}
	if counts, err := d.Messages.Counts(ctx()); err != nil || len(counts) != 0 {
		t.Errorf("looking wrote something: %v %v", counts, err)
	}
	r, who, err := d.Newsletters.Send(ctx(), app.Ask{}, id, app.MessageQueued, nil)
	if err != nil || said(who) != want || r.Undoable || who.To[0].State != app.MessageQueued || who.To[0].Unsubscribe == "" || strings.Count(who.To[0].HTML, who.To[0].Unsubscribe) != 1 {
		t.Fatalf("%s %+v %v", said(who), who.To, err)
	}
	d.refused("again", refusal{app.Refused, "", "There is nobody left who would get newsletter N-0001. Alder has it since 15 Jun 2026.", false}, func() error {
		_, _, err := d.Newsletters.Send(ctx(), app.Ask{}, id, app.MessageDraft, nil)
		return err
	})
	c, err := d.Partners.Get(ctx(), ids["Cedar"])
	if err != nil {
		t.Fatal(err)
	}
	c.Email = "c@cedar.example"
	d.ok(d.Partners.Edit(ctx(), app.Ask{}, c))
	if _, who, err = d.Newsletters.Send(ctx(), app.Ask{}, id, app.MessageDraft, nil); err != nil || len(who.To) != 1 || who.To[0].To != "c@cedar.example" {
		t.Fatalf("who came later gets it too: %s %v", said(who), err)
	}
	got, err := d.Newsletters.Got(ctx(), id)
	if err != nil || len(got) != 2 || got[0].PartnerName != "Alder" || got[1].State != app.MessageDraft {
		t.Errorf("%+v %v", got, err)
	}
	n, err := d.Newsletters.Get(ctx(), id)
	if err != nil || n.Sent != day("2026-06-15") {
		t.Errorf("%+v %v", n, err)
	}
	n.Subject = "Changed"
	if _, err := d.Newsletters.Save(ctx(), app.Ask{}, n); err == nil {
		t.Error("what was sent is changed")
	}
	if _, err := d.Newsletters.Remove(ctx(), app.Ask{}, id); err == nil {
		t.Error("what was sent is removed")
	}
	if _, _, err := d.Newsletters.Send(ctx(), app.Ask{}, d.newsletter(0, "x"), app.MessageDraft, nil); err == nil {
		t.Error("a newsletter to nobody in particular is sent")
	}
	if _, err := d.Segments.Remove(ctx(), app.Ask{}, all); err != nil {
		t.Errorf("a segment that only what was sent went to can be removed: %v", err)
	}
}

// Names are text wherever they stand: no markup, no header, no field.
func TestTX28_NamesInANewsletterAreText(t *testing.T) {
	d, _ := editing(t)
	p := app.ID[app.Partner](d.ok(d.Partners.Add(ctx(), app.Ask{}, app.Partner{Name: `<script>alert(1)</script> **b** {{ x }}`, Email: "x@x.example"})).ID)
	id := d.newsletter(0, "# {{ partner.name }}\n\n{{ partner.name }}")
	n, err := d.Newsletters.Get(ctx(), id)
	if err != nil {
		t.Fatal(err)
	}
	page, body, err := d.Newsletters.Page(ctx(), n, p)
	if err != nil || page.Blocks[0].Text != `<script>alert(1)</script> **b** {{ x }}` || strings.ContainsAny(page.Subject, "\r\n") {
		t.Errorf("%+v %v", page, err)
	}
	if strings.Contains(body, "\n<script>") || !strings.Contains(body, `\<script>alert(1)\</script> \*\*b\*\* {{ x }}`) {
		t.Errorf("%s", body)
	}
}

// A picture of the library travels with every mail; one that is not published, or is none, is refused.
func TestAPictureOfTheLibraryTravelsWithTheNewsletter(t *testing.T) {
	d, _ := editing(t)
	p := app.ID[app.Partner](d.ok(d.Partners.Add(ctx(), app.Ask{}, app.Partner{Name: "Lowe", Email: "x@lowe.example"})).ID)
	add := func(name string) app.ID[app.MaterialVersion] {
		m := app.ID[app.Material](d.ok(d.Materials.Add(ctx(), app.Ask{}, app.Material{Title: name, Kind: app.Training}, app.NewVersion{File: &app.File{Name: name, Bytes: []byte(name)}})).ID)
		v := d.whole(m).Versions[0].ID
		d.ok(d.Materials.Approve(ctx(), app.Ask{}, v, 0))
		d.ok(d.Materials.Publish(ctx(), app.Ask{}, v))
		return v
	}
	bridge := add("Bridge.PNG")
	add("Fees.pdf")
	id := d.newsletter(0, ":picture M-0002 | A bridge\n\n:picture M-0002 | The bridge again")
	n, err := d.Newsletters.Get(ctx(), id)
	d.check(err)
	page, body, err := d.Newsletters.Page(ctx(), n, p)
	if err != nil || page.Blocks[0].Link != "cid:M-0002.png" || len(page.Pictures) != 1 || string(page.Pictures[0].Bytes) != "Bridge.PNG" || !strings.Contains(body, "*A bridge*") {
		t.Fatalf("%+v %q %v", page, body, err)
	}
	if text, err := d.Newsletters.Text(ctx(), n.Blocks); err != nil || !strings.HasPrefix(text, ":picture M-0002 | A bridge") {
		t.Errorf("%q %v", text, err)
	}
	n.Segment = app.ID[app.Segment](d.ok(d.Segments.Save(ctx(), app.Ask{}, d.segment("New ones", false, "state = prospect"))).ID)
	d.ok(d.Newsletters.Save(ctx(), app.Ask{}, n))
	_, who, err := d.Newsletters.Send(ctx(), app.Ask{}, id, app.MessageDraft, nil)
	if err != nil || len(who.To) == 0 {
		t.Fatalf("%+v %v", who, err)
	}
	if _, files, err := d.Messages.Get(ctx(), who.To[0].ID); err != nil || !slices.Equal(files, []string{"M-0002.png"}) {
		t.Errorf("%v %v", files, err)
	}
	for text, want := range map[string]string{":picture M-0003 | A table": "is no picture"} {
		n.Blocks, err = d.Newsletters.Blocks(ctx(), text)
		d.check(err)
		if _, _, err := d.Newsletters.Page(ctx(), n, p); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	d.ok(d.Materials.Withdraw(ctx(), app.Ask{}, bridge, "An old one"))
	n.Blocks, err = d.Newsletters.Blocks(ctx(), ":picture M-0002 | A bridge")
	d.check(err)
	if _, _, err := d.Newsletters.Page(ctx(), n, p); err == nil || !strings.Contains(err.Error(), "is withdrawn") {
		t.Errorf("withdrawn: %v", err)
	}
}
