package ru.medchat.workplace;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Who may reach what over HTTP. What they then see, Camunda's authorizations decide. */
@Configuration(proxyBeanMethods = false)
class AccessRules {

  static final String TASKLIST = "/camunda/app/tasklist/default/";

  private static final String CSP =
      "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self';"
          + " object-src 'none'";

  private static final RequestMatcher METRICS = AccessPaths.path("/actuator/prometheus");

  private final IdentityService identity;
  private final EngineUsers users;
  private final HistoryService history;
  private final Looks looks;
  private final Roles roles;
  private final Refusals refusals;

  AccessRules(
      @Lazy IdentityService identity,
      @Lazy HistoryService history,
      Looks looks,
      EngineUsers users,
      Roles roles,
      Refusals refusals) {
    this.identity = identity;
    this.history = history;
    this.looks = looks;
    this.users = users;
    this.roles = roles;
    this.refusals = refusals;
  }

  /** For messengers, which prove themselves with a secret of their own. */
  @Bean
  @Order(0)
  SecurityFilterChain messengers(HttpSecurity http) throws Exception {
    return http.securityMatcher(
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/telegram/webhook"))
        .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .build();
  }

  /** For Modeler and scripts, which log in with each request. */
  @Bean
  @Order(1)
  SecurityFilterChain programs(HttpSecurity http) throws Exception {
    return http.securityMatcher(AccessRules::isForPrograms)
        .authorizeHttpRequests(
            rules -> {
              // A password that a browser remembers must not work for other people's pages.
              rules.requestMatchers(AccessRules::isOfOtherPage).denyAll();
              guard(rules, PageRule.FOR_PROGRAMS);
              rules.requestMatchers(AccessPaths.CLOSED).denyAll();
              guardEngine(rules);
              rules.anyRequest().authenticated();
            })
        .httpBasic(
            basic ->
                basic
                    .authenticationDetailsSource(LoginPlace::ofProgram)
                    .authenticationEntryPoint(refusals::askForPassword))
        .exceptionHandling(
            problems ->
                problems
                    .authenticationEntryPoint(refusals::askForPassword)
                    .accessDeniedHandler(refusals::refuse))
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .addFilterAfter(new EngineLooks(looks, users, history), AuthorizationFilter.class)
        .addFilterAfter(new EngineIdentity(identity, users), AuthorizationFilter.class)
        .build();
  }

  /** Everything else: people with a browser, who log in on our page. */
  @Bean
  @Order(2)
  SecurityFilterChain browsers(
      HttpSecurity http,
      LoginThrottle throttle,
      AccountStates states,
      LoginClock clock,
      @Value("${medchat.session.idle}") Duration idle,
      @Value("${medchat.session.longest}") Duration longest)
      throws Exception {
    var askedFor = new HttpSessionRequestCache();
    askedFor.setRequestMatcher(
        new OrRequestMatcher(
            Stream.concat(
                    Stream.of(
                        PathPatternRequestMatcher.withDefaults()
                            .matcher(HttpMethod.GET, "/camunda/app/**")),
                    PageRule.PAGES.stream().map(PageRule::looks))
                .toList()));
    var loggedIn = new LoggedIn(throttle, clock);
    loggedIn.setDefaultTargetUrl(TASKLIST);
    loggedIn.setRequestCache(askedFor);
    return http.authorizeHttpRequests(
            rules -> {
              rules
                  .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                  .permitAll()
                  .requestMatchers(AccessPaths.OPEN)
                  .permitAll()
                  .requestMatchers(AccessPaths.CLOSED)
                  .denyAll();
              guard(rules, PageRule.PAGES);
              guard(rules, PageRule.FOR_PROGRAMS);
              guardEngine(rules);
              rules.anyRequest().authenticated();
            })
        .formLogin(
            login ->
                login
                    .loginPage("/login")
                    .authenticationDetailsSource(LoginPlace::ofPerson)
                    .successHandler(loggedIn)
                    .failureHandler(refusals::backToLogin))
        .logout(
            logout ->
                logout
                    .logoutRequestMatcher(
                        new OrRequestMatcher(
                            PathPatternRequestMatcher.withDefaults()
                                .matcher(HttpMethod.POST, "/logout"),
                            AccessPaths.WEBAPP_LOGOUT))
                    .deleteCookies("JSESSIONID")
                    .defaultLogoutSuccessHandlerFor(
                        new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT),
                        AccessPaths.WEBAPP_LOGOUT)
                    .logoutSuccessUrl("/login?logout"))
        .requestCache(cache -> cache.requestCache(askedFor))
        .csrf(
            csrf ->
                csrf
                    // Camunda guards its webapps itself, with a cookie named XSRF-TOKEN.
                    .ignoringRequestMatchers(AccessPaths.WEBAPPS)
                    .csrfTokenRepository(csrfCookie())
                    .csrfTokenRequestHandler(new CsrfFromPageOrScript()))
        .exceptionHandling(
            problems ->
                problems
                    .defaultAuthenticationEntryPointFor(
                        refusals::loginExpired, AccessPaths.FOR_SCRIPTS)
                    .defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"),
                        new NegatedRequestMatcher(AccessPaths.FOR_SCRIPTS))
                    .defaultAccessDeniedHandlerFor(refusals::refuse, AccessPaths.FOR_SCRIPTS)
                    .defaultAccessDeniedHandlerFor(
                        new AccessDeniedHandlerImpl(),
                        new NegatedRequestMatcher(AccessPaths.FOR_SCRIPTS)))
        .headers(AccessRules::headers)
        .addFilterAfter(
            new SessionLimits(states, refusals, clock, idle, longest),
            SecurityContextHolderFilter.class)
        .addFilterAfter(new EngineLooks(looks, users, history), AuthorizationFilter.class)
        .addFilterAfter(new EngineIdentityOutsideWebapps(), AuthorizationFilter.class)
        .build();
  }

  @Bean
  FilterRegistrationBean<PageNonces> pageNonces() {
    var registration = new FilterRegistrationBean<>(new PageNonces());
    registration.addUrlPatterns("/camunda/app/*");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  FilterRegistrationBean<WebappLogin> webappLogin() {
    var registration = new FilterRegistrationBean<>(new WebappLogin(users));
    registration.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
    registration.setOrder(0);
    return registration;
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::sameOrigin)
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
        // Camunda's webapps bring a content policy of their own, and scripts worth caching.
        .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
        .addHeaderWriter(outsideWebapps(new CacheControlHeadersWriter()))
        .addHeaderWriter(outsideWebapps(new ContentSecurityPolicyHeaderWriter(CSP)));
  }

  private static HeaderWriter outsideWebapps(HeaderWriter writer) {
    return new DelegatingRequestMatcherHeaderWriter(
        new NegatedRequestMatcher(AccessPaths.WEBAPPS), writer);
  }

  private static CookieCsrfTokenRepository csrfCookie() {
    var repository = CookieCsrfTokenRepository.withHttpOnlyFalse();
    repository.setCookieName("MEDCHAT-CSRF");
    repository.setHeaderName("X-MEDCHAT-CSRF");
    repository.setCookieCustomizer(cookie -> cookie.path("/").sameSite("Lax"));
    return repository;
  }

  /**
   * The engine's own REST interface, metrics, and the calendar for those who bring their password
   * along.
   */
  private static boolean isForPrograms(HttpServletRequest request) {
    String login = request.getHeader(HttpHeaders.AUTHORIZATION);
    return AccessPaths.path("/engine-rest/**").matches(request)
        || METRICS.matches(request)
        || (AccessPaths.path("/workplace/calendar/**").matches(request)
            && login != null
            && login.regionMatches(true, 0, "Basic ", 0, "Basic ".length()));
  }

  /** Browsers say from where a request comes: the first on TLS only, the second when it changes. */
  private static boolean isOfOtherPage(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return (site != null && !site.equals("same-origin") && !site.equals("none"))
        || (origin != null && !origin.endsWith("://" + request.getHeader(HttpHeaders.HOST)));
  }

  private void guard(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          rules,
      List<PageRule> guarded) {
    guarded.forEach(each -> rules.requestMatchers(each.requests()).access(only(each.roles())));
  }

  private void guardEngine(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          rules) {
    EngineRule.ALL.forEach(
        each -> rules.requestMatchers(each.requests()).access(only(each.roles())));
  }

  /** Who has logged in and is one of these at this moment; with none given, whoever has. */
  private AuthorizationManager<RequestAuthorizationContext> only(Set<Role> allowed) {
    return (login, request) ->
        new AuthorizationDecision(
            EngineUsers.asking()
                .filter(user -> allowed.isEmpty() || !Collections.disjoint(roles.of(user), allowed))
                .isPresent());
  }

  /** The webapps tell the engine themselves who is asking. */
  private final class EngineIdentityOutsideWebapps extends EngineIdentity {

    EngineIdentityOutsideWebapps() {
      super(identity, users);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
      return !AccessPaths.path("/workplace/**").matches(request);
    }
  }
}
