package dev.cosell.bridge.mapping;

/** What kind of value a field holds, which decides its normal form and its form in the CRM. */
public enum FieldType implements Word {
  /** Any text: line ends {@code \n}, no trailing blanks, cut to the field's {@code max}. */
  TEXT,
  /** An amount, rounded to the scale of the same side's currency. */
  MONEY,
  /** An ISO 4217 code. A CRM that stores a lookup resolves it before and after. */
  CURRENCY,
  /** A calendar day: the day of the UTC instant. */
  DATE,
  /** An instant, to the second. */
  DATETIME,
  /** True or false. */
  BOOLEAN,
  /** One word of a catalogue, translated by the field's value table. */
  CHOICE,
  /** Status and substatus of the referral, as a {@link DealStage}. */
  STATUS,
  /** A number that is no amount of money. */
  NUMBER,
  /** A key of one of the two systems; guids in lower case without braces. */
  IDENTIFIER,
  /** An ISO 3166-1 alpha-2 code. */
  COUNTRY,
  /** People: a list of {@code firstName, lastName, email, phoneNumber}, ordered by e-mail. */
  TEAM,
  /** Solution ids, ordered; in the CRM one text. */
  SOLUTIONS
}
