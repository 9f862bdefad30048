-- Signs that the typefaces of the LaTeX edition do not set by themselves.
--
-- luaotfload takes a missing glyph from the stand-ins character by character. An emoji can be several characters, of which
-- the text face may have some: a keycap is a digit with two more, a selector asks for the picture of a sign that is a letter
-- too, joiners make one picture of two. Here such a run is given to the emoji face as a whole. A selector that
-- asks in vain is dropped: no face has a picture of it, and its box would be drawn without a word in the log.

local EMOJI_STYLE, TEXT_STYLE, JOINER, KEYCAP = 0xFE0F, 0xFE0E, 0x200D, 0x20E3
local TROPHY = 0x1F3C6 -- whichever stand-in has it is the emoji face

local glyph_id = node.id("glyph")

local function emoji_face(fid)
  local data = font.getfont(fid)
  local stand_ins = data and data.fallback_lookup
  return stand_ins and stand_ins[TROPHY]
end

local function is_tone(char)
  return char >= 0x1F3FB and char <= 0x1F3FF
end

local function has(fid, char)
  local data = font.getfont(fid)
  return data and data.characters and data.characters[char] ~= nil
end

local function following(glyph)
  local after = glyph and glyph.next
  return after and after.id == glyph_id and after.font == glyph.font and after or nil
end

-- The last glyph of the emoji that begins here, or nothing where none of several characters does.
local function run_end(glyph, emoji)
  local after = following(glyph)
  if not after then
    return nil
  end
  if after.char == KEYCAP then
    return after
  end
  local last
  if has(emoji, glyph.char) and (after.char == EMOJI_STYLE or is_tone(after.char)) then
    last = after
    local beyond = following(after)
    if beyond and beyond.char == KEYCAP then
      last = beyond
    end
  end
  local joiner = following(last or glyph)
  local joined = joiner and joiner.char == JOINER and following(joiner)
  if joined and has(emoji, glyph.char) and has(emoji, joined.char) then
    return run_end(joined, emoji) or joined
  end
  return last
end

local function set_signs(head)
  local glyph = head
  while glyph do
    local after = glyph.next
    if glyph.id == glyph_id and glyph.char > 0x20 then
      local emoji = emoji_face(glyph.font)
      local last = emoji and run_end(glyph, emoji)
      if last then
        after = last.next
        local member = glyph
        while member ~= after do
          local beyond = member.next
          if member.char == EMOJI_STYLE then
            -- The emoji face shows pictures anyway, and joins them without it; it has no glyph for the selector.
            head = node.remove(head, member)
            node.free(member)
          else
            member.font = emoji
          end
          member = beyond
        end
      elseif emoji and (glyph.char == EMOJI_STYLE or glyph.char == TEXT_STYLE) then
        head = node.remove(head, glyph)
        node.free(glyph)
      end
    end
    glyph = after
  end
  return head
end

luatexbase.add_to_callback("pre_shaping_filter", set_signs, "excellence.signs")
