package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.credential.AccessTokens;
import dev.cosell.bridge.credential.ExpiringCredential;
import dev.cosell.bridge.credential.OAuthSettings;
import dev.cosell.bridge.credential.TokenEndpoint;
import dev.cosell.bridge.crm.DeliveredRecords;
import dev.cosell.bridge.ledger.Leases;
import dev.cosell.bridge.remote.RemoteSystem;
import dev.cosell.bridge.remote.SystemGate;
import dev.cosell.bridge.remote.SystemGates;
import dev.cosell.bridge.remote.SystemsSettings;
import dev.cosell.bridge.sync.Mappings;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the Salesforce side together, where the CRM is Salesforce. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "cosell.crm", havingValue = "salesforce")
@EnableConfigurationProperties(SalesforceSettings.class)
class SalesforceConfiguration {

  @Bean
  AccessTokens salesforceTokens(SalesforceSettings settings, SystemsSettings systems, Clock clock) {
    TokenEndpoint endpoint =
        new TokenEndpoint(
            new OAuthSettings(
                "salesforce",
                settings.tokenUrl(),
                settings.clientId(),
                settings.clientSecret(),
                "",
                "login-url"),
            systems.token());
    return new AccessTokens(endpoint::clientCredentials, clock);
  }

  @Bean
  ApiUsage salesforceUsage(SalesforceSettings settings) {
    return new ApiUsage(settings.apiUsageLimit());
  }

  /** Every call of the REST API passes it, polls as well. */
  @Bean
  SystemGate salesforceGate(SalesforceSettings settings, SystemGates gates) {
    return gates.of(new RemoteSystem("salesforce", "Salesforce", settings.connections()));
  }

  /** The bean's name is the scheme of the {@code salesforce:} steps. */
  @Bean("salesforce")
  OrgComponent salesforce(
      CamelContext camel,
      SalesforceSettings settings,
      SystemsSettings systems,
      AccessTokens salesforceTokens,
      ApiUsage salesforceUsage,
      SystemGate salesforceGate) {
    return new OrgComponent(
        camel,
        settings,
        salesforceTokens,
        new Calls(
            salesforceUsage,
            salesforceGate,
            settings.apiLimitRest(),
            systems.answering(settings.answerTimeout())),
        camel.getExecutorServiceManager().newCachedThreadPool(this, "salesforce"));
  }

  @Bean
  SalesforceOrganization salesforceOrganization(OrgComponent salesforce, Clock clock) {
    return new SalesforceOrganization(salesforce::userId, clock);
  }

  @Bean
  SalesforceApi salesforceApi(SalesforceSettings settings) {
    return new SalesforceApi(settings);
  }

  @Bean
  ExpiringCredential salesforceClientSecret(SalesforceSettings settings) {
    return ExpiringCredential.clientSecret("salesforce", settings.clientSecretExpires());
  }

  @Bean
  SalesforceTraits salesforceTraits() {
    return new SalesforceTraits();
  }

  @Bean
  SalesforceFailures salesforceFailures(
      SalesforceOrganization organization, SalesforceSettings settings) {
    return new SalesforceFailures(organization, settings.apiLimitRest());
  }

  @Bean
  SalesforcePreparation salesforcePreparation(
      SalesforceOrganization organization, ProducerTemplate camel) {
    return new SalesforcePreparation(organization, camel);
  }

  @Bean
  SalesforceDescription salesforceDescription(
      SalesforceOrganization organization,
      SalesforceSettings settings,
      SalesforceApi api,
      Mappings mappings) {
    return new SalesforceDescription(organization, settings, api, mappings);
  }

  @Bean
  SalesforceSearch salesforceSearch(
      Mappings mappings,
      SalesforceOrganization organization,
      SalesforceApi api,
      DeliveredRecords delivered) {
    return new SalesforceSearch(mappings, organization, api, delivered);
  }

  @Bean
  SalesforceRelated salesforceRelated(
      Mappings mappings, SalesforceOrganization organization, SalesforceApi api) {
    return new SalesforceRelated(mappings, organization, api);
  }

  @Bean
  SalesforceCustomers salesforceCustomers(
      Mappings mappings, SalesforceOrganization organization, SalesforceApi api) {
    return new SalesforceCustomers(mappings, organization, api);
  }

  @Bean
  CustomerTurns customerTurns(Mappings mappings, Leases leases) {
    return new CustomerTurns(mappings, leases);
  }

  @Bean
  SalesforceWrites salesforceWrites(
      Mappings mappings, SalesforceOrganization organization, SalesforceApi api) {
    return new SalesforceWrites(mappings, organization, api);
  }

  @Bean
  SalesforceContactRoles salesforceContactRoles(
      SalesforceOrganization organization, SalesforceApi api, SalesforceWrites writes) {
    return new SalesforceContactRoles(organization, api, writes);
  }

  @Bean
  SalesforceLeads salesforceLeads(Mappings mappings, SalesforceApi api) {
    return new SalesforceLeads(mappings, api);
  }
}
