-- The language that we speak with the customer, two letters; null while none is known: then it is the installation's.
ALTER TABLE conversation ADD COLUMN language text;
