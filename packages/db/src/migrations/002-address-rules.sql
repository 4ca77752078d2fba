-- One rule for addresses: what the mail provider takes (K17), umlaut domains in their xn-- form (RFC 5891). Its twin is
-- address.ts; test/db/addresses.test.ts proves both equal. Columns store what these functions say, so a change of a
-- function must be followed by `alter column … set expression`, and by `refresh_eligibility` of whom it concerns.

-- RFC 3492 for one label; null when it grows beyond what a label holds.
create function punycode_of(label text) returns text language plpgsql immutable strict parallel safe as $$
declare
  points int[] := array(select ascii(c) from string_to_table(label, null) with ordinality t (c, place) order by place);
  told text := regexp_replace(label, '[^\u0001-\u007f]', '', 'g');
  basic int := length(told);
  handled int := length(told);
  n int := 128; delta int := 0; bias int := 72; m int; q int; k int; t int; d int; point int;
begin
  if basic > 0 then told := told || '-'; end if;
  while handled < cardinality(points) loop
    select min(p) into m from unnest(points) p where p >= n;
    delta := delta + (m - n) * (handled + 1);
    n := m;
    foreach point in array points loop
      if point < n then delta := delta + 1; end if;
      if point = n then
        q := delta; k := 36;
        loop
          t := greatest(1, least(26, k - bias));
          exit when q < t;
          told := told || substr('abcdefghijklmnopqrstuvwxyz0123456789', t + (q - t) % (36 - t) + 1, 1);
          q := (q - t) / (36 - t); k := k + 36;
        end loop;
        told := told || substr('abcdefghijklmnopqrstuvwxyz0123456789', q + 1, 1);
        d := case when handled = basic then delta / 700 else delta / 2 end;
        d := d + d / (handled + 1);
        k := 0;
        while d > 455 loop d := d / 35; k := k + 36; end loop;
        bias := k + 36 * d / (d + 38);
        delta := 0; handled := handled + 1;
      end if;
    end loop;
    delta := delta + 1; n := n + 1;
    if length(told) > 59 then return null; end if;
  end loop;
  return told;
end $$;

-- The way back, for people to read; null when it is no punycode.
create function unicode_of(code text) returns text language plpgsql immutable strict parallel safe as $$
declare
  cut int := length(code) - position('-' in reverse(code)) + 1;
  told text := case when position('-' in code) > 0 then left(code, cut - 1) else '' end;
  digits text := case when position('-' in code) > 0 then substr(code, cut + 1) else code end;
  n bigint := 128; i bigint := 0; bias int := 72; place int := 1; old bigint; w bigint; k int; t int; digit int; size int; d bigint;
begin
  if length(code) > 59 then return null; end if;
  while place <= length(digits) loop
    old := i; w := 1; k := 36;
    loop
      digit := position(substr(digits, place, 1) in 'abcdefghijklmnopqrstuvwxyz0123456789') - 1;
      if place > length(digits) or digit < 0 or w > 100000000 then return null; end if;
      place := place + 1;
      i := i + digit * w;
      if i > 2147483647 then return null; end if;
      t := greatest(1, least(26, k - bias));
      exit when digit < t;
      w := w * (36 - t); k := k + 36;
    end loop;
    size := length(told) + 1;
    d := case when old = 0 then (i - old) / 700 else (i - old) / 2 end;
    d := d + d / size;
    k := 0;
    while d > 455 loop d := d / 35; k := k + 36; end loop;
    bias := k + 36 * d / (d + 38);
    n := n + i / size; i := i % size;
    if n > 1114111 or n between 55296 and 57343 then return null; end if;
    told := left(told, i::int) || chr(n::int) || substr(told, i::int + 1);
    i := i + 1;
  end loop;
  return told;
end $$;

-- A domain as it is stored, compared and sent: lower case, xn-- where it is not ASCII. Null when mail can go to no such domain.
create function domain_key(domain text) returns text language plpgsql immutable strict parallel safe as $$
declare told text := lower(domain collate "C"); label text; labels text[] := '{}'; rtl boolean;
begin
  if told ~ '[^\u0001-\u007f]' then
    -- The lunate sigma and the final sigmas of formulas: sigmas to UTS 46, final ones to NFKC, which are another letter.
    told := translate(told, U&'\03F2\+01D6D3\+01D70D\+01D747\+01D781\+01D7BB', repeat(U&'\03C3', 6));
    -- A sigma that ends a word is another letter only where it was typed so.
    told := normalize(lower(replace(normalize(told, nfkc), U&'\03A3', U&'\03C3') collate "pg_unicode_fast"), nfkc);
    told := replace(told, U&'\3002', '.');
    if length(told) > 253 then return null; end if;
    rtl := told ~ '[\u05d0-\u06ff]';
    foreach label in array string_to_array(told, '.') loop
      if label ~ '[^\u0001-\u007f]' then
        -- Letters of living scripts, no mark in front; a label written from right to left is wholly so.
        if label !~ '^[a-z0-9\u00df-\u00f6\u00f8-\u02af\u0370-\u0373\u0376-\u0377\u037b-\u037d\u0386\u0388-\u03ff\u0430-\u0481\u048a-\u052f\u0561-\u0587\u05d0-\u05ea\u0620-\u063f\u0641-\u064a\u0671-\u06d3\u06fa-\u06fc\u0904-\u0939\u0958-\u0961\u0971-\u0980\u0985-\u09b9\u0a05-\u0a39\u0a85-\u0ab9\u0b05-\u0b39\u0b83-\u0bb9\u0c05-\u0c39\u0c85-\u0cb9\u0d05-\u0d3a\u0e01-\u0e30\u0e32\u0e40-\u0e45\u0e81-\u0eb0\u1000-\u102a\u10d0-\u10ff\u1200-\u135a\u1780-\u17b3\u1e00-\u1f7d\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3][a-z0-9\u0300-\u0344\u0346-\u034e\u0350-\u036f\u00df-\u00f6\u00f8-\u02af\u0370-\u0373\u0376-\u0377\u037b-\u037d\u0386\u0388-\u03ff\u0430-\u0481\u048a-\u052f\u0561-\u0587\u05d0-\u05ea\u0620-\u063f\u0641-\u064a\u0660-\u0669\u0671-\u06d3\u06f0-\u06fc\u0900-\u0963\u0966-\u096f\u0971-\u0dff\u0e01-\u0e4e\u0e50-\u0e59\u0e81-\u0ece\u0ed0-\u0ed9\u1000-\u109d\u10d0-\u10ff\u1200-\u135f\u1780-\u17d3\u1e00-\u1f7d\u3005-\u3007\u3041-\u3096\u3099-\u309a\u309d-\u309e\u30a1-\u30fe\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3-]*$'
           or label ~ '-$' or (label ~ '[\u05d0-\u06ff]' and label !~ '^[\u05d0-\u06ff][0-9\u05d0-\u06ff-]*$') then return null; end if;
        label := 'xn--' || punycode_of(label);
        if label is null then return null; end if;
      elsif rtl and label !~ '^[a-z]' then return null;
      end if;
      labels := labels || label;
    end loop;
    told := array_to_string(labels, '.');
  end if;
  if length(told) <= 253
     and told ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])$' then return told; end if;
  return null;
end $$;

-- The mailbox an address means: what uniqueness, suppression and search go by. Null when it is no address, or one that the
-- provider refuses. @source Postmark, support article 1180 (error 300); RFC 5321 4.5.3.1 for the lengths
create function address_key(address text) returns text language plpgsql immutable strict parallel safe as $$
declare
  trimmed text := btrim(address);
  mailbox text := lower(split_part(trimmed, '@', 1) collate "C");
  domain text;
begin
  if length(mailbox) > 64 or mailbox !~ '^[a-z0-9!#$%&''*+/=^_`{|}~-]+(\.[a-z0-9!#$%&''*+/=^_`{|}~-]+)*$' then return null; end if;
  domain := domain_key(substr(trimmed, length(mailbox) + 2));
  if domain is null or length(mailbox) + 1 + length(domain) > 254 then return null; end if;
  return mailbox || '@' || domain;
end $$;

-- As people read it: xn-- labels in their own letters. Takes any text, so that a search term is read the same.
create function shown_address(address text) returns text language plpgsql immutable strict parallel safe as $$
declare label text; told text := address; shown text;
begin
  if position('xn--' in lower(address collate "C")) = 0 then return address; end if;
  for label in select distinct m[1] from regexp_matches(address, '([Xx][Nn]--[A-Za-z0-9-]+)', 'g') m order by 1 loop
    shown := unicode_of(substr(lower(label collate "C"), 5));
    if shown is not null and domain_key(shown || '.example') = lower(label collate "C") || '.example' then
      told := replace(told, label, shown);
    end if;
  end loop;
  return told;
end $$;
