package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.credential.AccessTokens;
import dev.cosell.bridge.credential.ExpiringCredential;
import dev.cosell.bridge.credential.OAuthSettings;
import dev.cosell.bridge.credential.TokenEndpoint;
import dev.cosell.bridge.crm.DeliveredRecords;
import dev.cosell.bridge.remote.RemoteSystem;
import dev.cosell.bridge.remote.SystemGate;
import dev.cosell.bridge.remote.SystemGates;
import dev.cosell.bridge.remote.SystemsSettings;
import dev.cosell.bridge.sync.Mappings;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the Dynamics 365 side together, where the CRM is Dynamics. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "cosell.crm", havingValue = "dynamics")
@EnableConfigurationProperties(DynamicsSettings.class)
class DynamicsConfiguration {

  @Bean
  AccessTokens dynamicsTokens(DynamicsSettings settings, SystemsSettings systems, Clock clock) {
    TokenEndpoint endpoint =
        new TokenEndpoint(
            new OAuthSettings(
                "dynamics",
                settings.tokenUrl(),
                settings.clientId(),
                settings.clientSecret(),
                settings.scopeOrDefault()),
            systems.token());
    return new AccessTokens(endpoint::clientCredentials, clock);
  }

  /** Every call to Dataverse passes it, polls as well. */
  @Bean
  SystemGate dynamicsGate(DynamicsSettings settings, SystemGates gates) {
    return gates.of(new RemoteSystem("dynamics", "Dynamics 365", settings.connections()));
  }

  /** The bean's name is the scheme of the {@code dataverse:} steps. */
  @Bean("dataverse")
  DataverseComponent dataverse(
      CamelContext camel,
      DynamicsSettings settings,
      SystemsSettings systems,
      AccessTokens dynamicsTokens,
      SystemGate dynamicsGate,
      Mappings mappings) {
    DataverseLimits limits =
        new DataverseLimits(systems.answering(settings.answerTimeout()), settings.connections());
    return new DataverseComponent(
        camel,
        new DataverseConnection(
            settings.serviceRoot(),
            dynamicsTokens::current,
            dynamicsTokens::discard,
            limits,
            dynamicsGate),
        DataverseModel.with(RecordColumns.additional(mappings)),
        camel.getExecutorServiceManager().newCachedThreadPool(this, "dataverse"));
  }

  @Bean
  ExpiringCredential dynamicsClientSecret(DynamicsSettings settings) {
    return ExpiringCredential.clientSecret("dynamics", settings.clientSecretExpires());
  }

  @Bean
  DynamicsTraits dynamicsTraits() {
    return new DynamicsTraits();
  }

  @Bean
  DynamicsFailures dynamicsFailures() {
    return new DynamicsFailures();
  }

  @Bean
  DynamicsCurrencies dynamicsCurrencies(Clock clock) {
    return new DynamicsCurrencies(clock);
  }

  @Bean
  DynamicsSearch dynamicsSearch(
      Mappings mappings, DynamicsCurrencies currencies, DeliveredRecords delivered) {
    return new DynamicsSearch(mappings, currencies, delivered);
  }

  @Bean
  DynamicsCustomers dynamicsCustomers(Mappings mappings) {
    return new DynamicsCustomers(mappings);
  }

  @Bean
  DynamicsWrites dynamicsWrites(
      Mappings mappings, DynamicsCurrencies currencies, DynamicsSettings settings) {
    return new DynamicsWrites(mappings, currencies, settings);
  }

  @Bean
  DynamicsRelated dynamicsRelated(Mappings mappings) {
    return new DynamicsRelated(mappings);
  }

  @Bean
  DynamicsStages dynamicsStages() {
    return new DynamicsStages();
  }
}
