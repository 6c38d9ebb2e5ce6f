-- Papers by mail: the words that go with them, kept with their template.

ALTER TABLE quote_template ADD COLUMN mail_subject TEXT;
ALTER TABLE quote_template ADD COLUMN mail_text TEXT;
