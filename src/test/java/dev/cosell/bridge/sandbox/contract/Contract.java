package dev.cosell.bridge.sandbox.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** A published contract, amended by its known differences. */
final class Contract {

  private static final LevelResolver LEVELS =
      LevelResolver.create()
          // A parameter or property that the contract does not know is a mistake of the caller...
          .withLevel("validation.request.parameter.query.unexpected", ValidationReport.Level.ERROR)
          // ... but an answer may tell more than the contract: readers are tolerant.
          .withLevel(
              "validation.response.body.schema.additionalProperties", ValidationReport.Level.IGNORE)
          .build();

  private final OpenApiInteractionValidator validator;
  private final UnaryOperator<String> body;

  private Contract(OpenApiInteractionValidator validator, UnaryOperator<String> body) {
    this.validator = validator;
    this.body = body;
  }

  /**
   * Reads a contract.
   *
   * @param basePath where the API stands, without a trailing slash
   * @param body brings request and response bodies into the contract's spelling
   */
  static Contract read(
      Path file, String basePath, List<KnownDifference> differences, UnaryOperator<String> body) {
    ObjectNode contract = SandboxJson.parseObject(text(file));
    differences.forEach(difference -> difference.amendment().accept(contract));
    contract.put("basePath", basePath);
    return new Contract(
        OpenApiInteractionValidator.createForInlineApiSpecification(SandboxJson.text(contract))
            .withBasePathOverride(basePath)
            .withLevelResolver(LEVELS)
            .build(),
        body);
  }

  List<Violation> violations(SandboxRequest request, SandboxResponse response) {
    String exchange = request.method() + " " + request.path() + " " + response.status();
    return validator.validate(translated(request), translated(response)).getMessages().stream()
        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
        .map(message -> new Violation(exchange, message.getKey(), message.getMessage()))
        .toList();
  }

  private SimpleRequest translated(SandboxRequest request) {
    var builder = new SimpleRequest.Builder(request.method(), request.path());
    request.headers().forEach((name, value) -> builder.withHeader(name, value));
    request.parameters().forEach((name, value) -> builder.withQueryParam(name, value));
    if (!request.body().isEmpty()) {
      builder.withBody(body.apply(request.body()));
    }
    return builder.build();
  }

  private SimpleResponse translated(SandboxResponse response) {
    var builder = SimpleResponse.Builder.status(response.status());
    response.headers().forEach((name, value) -> builder.withHeader(name, value));
    if (!response.body().isEmpty()) {
      builder.withBody(body.apply(response.body()));
    }
    return builder.build();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
