-- By which way a reply that is being written is to go, on every device of its writer (V2, T6): a person of the thread, 'stranger' (its number
-- that is nobody's in particular) or 'nobody' (no text). Null: nobody has chosen. No foreign key: a person who has left is not texted, that is all.
alter table draft add column text_to text check (length(text_to) <= 36);
