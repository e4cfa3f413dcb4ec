package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.partnercenter.webhook.BodyLimit;
import dev.cosell.bridge.partnercenter.webhook.HttpCertificateFetcher;
import dev.cosell.bridge.partnercenter.webhook.NotificationSignature;
import dev.cosell.bridge.partnercenter.webhook.SigningCertificates;
import dev.cosell.bridge.partnercenter.webhook.WebhookSecurity;
import dev.cosell.bridge.remote.SystemsSettings;
import java.time.Clock;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the entry for notifications together. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

  @Bean
  WebhookSecurity webhookSecurity(PartnerCenterSettings settings) {
    PartnerCenterSettings.Webhook webhook = settings.webhook();
    return new WebhookSecurity(
        webhook.certificateHosts(),
        webhook.trustedCertificates(),
        webhook.allowHttpCertificates(),
        webhook.issuerOrganization(),
        webhook.subjectName(),
        webhook.signatureHeader());
  }

  @Bean
  HttpCertificateFetcher certificateFetcher(
      WebhookSecurity security, PartnerCenterSettings settings, SystemsSettings systems) {
    return new HttpCertificateFetcher(
        security, systems.answering(settings.webhook().certificateTimeout()));
  }

  @Bean
  NotificationSignature notificationSignature(
      WebhookSecurity security, HttpCertificateFetcher fetcher, Clock clock) {
    return new NotificationSignature(security, new SigningCertificates(security, fetcher, clock));
  }

  @Bean
  FilterRegistrationBean<WebhookBodyFilter> webhookBodyFilter(PartnerCenterSettings settings) {
    BodyLimit limit = new BodyLimit(Math.toIntExact(settings.webhook().maxBody().toBytes()));
    FilterRegistrationBean<WebhookBodyFilter> filter =
        new FilterRegistrationBean<>(new WebhookBodyFilter(limit));
    filter.addUrlPatterns("/webhooks/partner-center");
    return filter;
  }
}
