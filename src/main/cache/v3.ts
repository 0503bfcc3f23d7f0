import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Searching. `message_words` holds no text, only which words lead to which id; ids rise with time, so that the
 * newest come first without sorting, and `indexed` says which message an id is. Words longer than three
 * characters are found by going through the words there are (`message_word`), which takes no index of beginnings.
 */
export const v3: Migration = (database) =>
  database.exec(`
    CREATE VIRTUAL TABLE message_words USING fts5(
      words, content = '', detail = none, columnsize = 0, tokenize = 'ascii', prefix = '3'
    );
    -- What is taken out is overwritten at once instead of being marked as gone.
    INSERT INTO message_words (message_words, rank) VALUES ('secure-delete', 1);
    CREATE VIRTUAL TABLE message_word USING fts5vocab(message_words, instance);

    CREATE TABLE indexed (
      -- When the message was written, or the next free number after that.
      id INTEGER PRIMARY KEY,
      place INTEGER NOT NULL UNIQUE
    ) STRICT;

    -- Stretches in which messages may be that are not yet in the index; both ends belong to it.
    CREATE TABLE to_index (
      from_place INTEGER PRIMARY KEY,
      through_place INTEGER NOT NULL
    ) STRICT;
    INSERT INTO to_index (from_place, through_place) SELECT key << 32, (key << 32) | 0xffffffff FROM conversation;

    -- What the index still holds of texts that are gone, never found any more, and taken out before anything is added.
    CREATE TABLE to_unindex (
      id INTEGER PRIMARY KEY,
      place INTEGER NOT NULL,
      text TEXT NOT NULL
    ) STRICT;

    -- Only for edits and deletions: adding messages fires nothing.
    CREATE TRIGGER message_text_changed AFTER UPDATE OF text ON message WHEN old.text <> new.text BEGIN
      INSERT INTO to_unindex (id, place, text) SELECT id, place, old.text FROM indexed WHERE place = old.place;
      DELETE FROM indexed WHERE place = old.place;
    END;
  `);
