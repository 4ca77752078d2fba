-- Names compare in one form (K12): case, accents, ligatures and the many shapes of apostrophe, quote, dash and space make no
-- difference; what cannot be seen is left out. The twin is fold-text.ts; test/db/fold-text.test.ts proves both equal. Stored
-- keys, since under row-level security an index serves only leakproof operators, and lower() is none.

create function fold_letters(told text) returns text language plpgsql immutable strict parallel safe as $$
begin
  told := regexp_replace(told, '[\u0001-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]', '', 'g');
  told := regexp_replace(told, '[\u0060\u00b4\u02b9\u02bb-\u02bf\u02c8\u02ca\u02cb\u055a\u05f3\u1fbd\u1fbf\u1ffd\u1ffe\u2018-\u201b\u2032\u2035\u2039\u203a\ua78c\uff07\uff40]', '''', 'g');
  told := regexp_replace(told, '[\u00ab\u00bb\u02ba\u02dd\u02ee\u05f4\u201c-\u201f\u2033\u2036\u301d-\u301f\uff02]', '"', 'g');
  told := regexp_replace(told, '[\u058a\u05be\u1806\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\u2e40\u301c\u3030\ufe31\ufe32\ufe58\ufe63\uff0d]', '-', 'g');
  told := normalize(regexp_replace(told, '[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g'), nfkd);
  told := regexp_replace(told, '[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g');
  -- At the end of a word a sigma would become another one.
  told := lower(replace(told, U&'\03A3', U&'\03C3') collate "pg_unicode_fast");
  told := translate(replace(replace(replace(replace(told, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'øłđðħıŧŋĸƶɨʉς', 'olddhitnkziuσ');
  told := regexp_replace(told, '[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g');
  return btrim(regexp_replace(normalize(told, nfkc), ' +', ' ', 'g'));
end $$;

-- Most names are ASCII and need none of that.
create function fold_text(told text) returns text language sql immutable strict parallel safe
return case when told ~ '[^ -~]' then fold_letters(told)
            else btrim(regexp_replace(translate(lower(told collate "C"), '`', ''''), ' +', ' ', 'g')) end;

-- A search term in the form of the search keys: an umlaut domain is found in its own letters.
create function search_term(term text) returns text language sql immutable strict parallel safe
return fold_text(shown_address(term));

-- Whether none of these says anything; immutable, which array_to_string() is not.
create function all_blank(names text[]) returns boolean language sql immutable parallel safe
return not exists (select from unnest(names) name where btrim(name) <> '');
