package dev.cosell.bridge.store;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a law once on each database. */
final class EveryDatabase implements TestTemplateInvocationContextProvider {

  @Override
  public boolean supportsTestTemplate(ExtensionContext law) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext law) {
    return Arrays.stream(Database.values()).map(On::new);
  }

  private record On(Database database) implements TestTemplateInvocationContext, ParameterResolver {

    @Override
    public String getDisplayName(int number) {
      return database.name();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(this);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext law) {
      return parameter.getParameter().getType() == Store.class;
    }

    /** The databases serve all test classes of the run. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext law) {
      return law.getRoot()
          .getStore(Namespace.create(EveryDatabase.class))
          .getOrComputeIfAbsent(database, Store::open, Store.class)
          .emptied();
    }
  }
}
