package dev.cosell.bridge.sandbox.salesforce.soql;

import dev.cosell.bridge.sandbox.salesforce.soql.SoqlToken.Kind;
import java.util.List;

/** The words of a query, read from the front. */
final class SoqlTokens {

  private final String query;
  private final List<SoqlToken> tokens;
  private int at;

  SoqlTokens(String query) {
    this.query = query;
    this.tokens = SoqlToken.split(query);
  }

  String query() {
    return query;
  }

  SoqlToken peek() {
    return tokens.get(at);
  }

  SoqlToken peekBehind() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  SoqlToken next() {
    SoqlToken token = peek();
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  boolean accept(String word) {
    boolean there = peek().isWord(word);
    at += there ? 1 : 0;
    return there;
  }

  boolean accept(Kind kind) {
    boolean there = peek().is(kind);
    at += there ? 1 : 0;
    return there;
  }

  SoqlToken expect(Kind kind) {
    if (!peek().is(kind)) {
      throw SoqlErrors.unexpected(query, peek());
    }
    return next();
  }

  SoqlToken expect(String word) {
    if (!peek().isWord(word)) {
      throw SoqlErrors.unexpected(query, peek());
    }
    return next();
  }
}
