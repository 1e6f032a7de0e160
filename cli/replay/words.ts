import type { Hint } from '#core/around/attribution.ts'
import type { Locale } from '#core/locale.ts'
import { chanceText } from '#i18n/explain.ts'
import { translatorOf } from '#i18n/index.ts'
import type { Confidence } from './reconstruction.ts'

/** The words around a replay; those of statuses and verdicts are the site's own (i18n). */
export interface Words {
  label: string
  frame(facts: { source: string; confidence: Confidence; scale: number; rule: string }): string
  confidence: Record<Confidence, string>
  published: string
  official: string
  said: string
  comma: string
  rise(at: string): string
  quietInModel: string
  quiet(n: number): string
  after(minutes: number): string
  /** Positive: we were first. */
  lead(minutes: number, at: string, confidence: Confidence): string
  columns: Record<
    'service' | 'onset' | 'possible' | 'major' | 'recovering' | 'none' | 'official' | 'lead' | 'hint',
    string
  >
  legend: string
  hintIs: string
  hintAtMost: string
  hintEnds: string
  hint(hint: Hint, nameOf: (slug: string) => string): string
  stored(facts: { service: string; id: string; provenance: string; rule: string }): string
  fromMinutes(days: string): string
  fromRecord: string
  compare(status: string, log: string | null, now: string | null): string
  agreement(same: number, minutes: number): string
}

const usual = (value: number): string => String(Number(value.toPrecision(2)))

const en: Words = {
  label: 'Reconstruction: anchors from public reports, shape modelled',
  frame: ({ source, confidence, scale, rule }) =>
    `Shape: ${source}. Confidence of the shape: ${en.confidence[confidence]}. Counts are 1 to ${scale}. Rule ${rule}. Times are UTC.`,
  confidence: { H: 'high', M: 'middling', L: 'low' },
  published: 'What was published (confidence, fact, source)',
  official: 'What the operator said (confidence of the time)',
  said: 'What our rule would have said',
  comma: ', ',
  rise: (at) => `in the model it rises from ${at}`,
  quietInModel: 'quiet in the model: a false alarm',
  quiet: (n) => `${n} more services were played, and nothing was said of them.`,
  after: (minutes) =>
    minutes < 0
      ? `${-minutes} min before the rise in the model`
      : `${minutes} min after the rise in the model`,
  lead: (minutes, at, confidence) =>
    minutes >= 0
      ? `${minutes} min before the operator's first word (${at}, ${confidence})`
      : `${-minutes} min after the operator's first word (${at}, ${confidence}): the operator was first`,
  columns: {
    service: 'service',
    onset: 'rise',
    possible: 'possible',
    major: 'major',
    recovering: 'recovering',
    none: 'over',
    official: 'official',
    lead: 'lead',
    hint: 'hint',
  },
  legend:
    'rise: in the model. possible, major: with minutes after it. lead: minutes from our first word to the operator’s; negative means that the operator was first. hint: “44 : 699 att” is 44 reports beside 699 about AT&T; “11/19 aws”: so many of those that depend on AWS rose together. H, M, L: how sure the shape or the time is.',
  hintIs: 'hint:',
  hintAtMost: 'the same hint at its largest:',
  hintEnds: 'the hint is shown for the last time.',
  hint: (hint, nameOf) =>
    hint.kind === 'collateral'
      ? `${Math.round(hint.reporters15m)} reports in 15 minutes (usual ${usual(hint.usual15m)}) beside ${Math.round(hint.leaderReporters15m)} about ${nameOf(hint.leader)} (usual ${usual(hint.leaderUsual15m)}): perhaps blamed for it.`
      : `${hint.rose} of ${hint.of} services that depend on ${nameOf(hint.upstream)} rose within ten minutes (${hint.operatorsRose} of ${hint.operatorsOf} operators; by chance ${chanceText(translatorOf('en'), hint.probability)}).`,
  stored: ({ service, id, provenance, rule }) =>
    `${service}: stored incident ${id} (${provenance}), played through rule ${rule}. Times are UTC.`,
  fromMinutes: (days) => `Learnt from the ${days} days of minutes that the store has before it.`,
  fromRecord:
    'The minutes before it are not in the store: four weeks are made up at the usual level that its record kept. Small differences may come from that.',
  compare: (status, log, now) =>
    `The log says “${status}” ${log ? `at ${log}` : 'never'}; today’s rule says ${now ?? 'never'}.`,
  agreement: (same, minutes) => `Of ${minutes} logged minutes ${same} have the same status today.`,
}

const ar: Words = {
  label: 'إعادة بناء: نقاط الارتكاز من تقارير منشورة، وشكل المنحنى نموذج',
  frame: ({ source, confidence, scale, rule }) =>
    `الشكل: ${source}. الثقة بالشكل: ${ar.confidence[confidence]}. الأعداد بمقياس 1 إلى ${scale}. القاعدة ${rule}. الأوقات بالتوقيت العالمي UTC.`,
  confidence: { H: 'عالية', M: 'متوسطة', L: 'منخفضة' },
  published: 'ما نُشر (الثقة، الواقعة، المصدر)',
  official: 'ما قالته الشركة المشغّلة (الثقة بالوقت)',
  said: 'ما كانت قاعدتنا ستقوله',
  comma: '، ',
  rise: (at) => `يبدأ الارتفاع في النموذج عند ${at}`,
  quietInModel: 'هادئة في النموذج: إنذار كاذب',
  quiet: (n) => `خدمات أخرى في إعادة العرض لم يُقل عنها شيء: ${n}.`,
  after: (minutes) =>
    minutes < 0
      ? `قبل بدء الارتفاع في النموذج بـ ${-minutes} د`
      : `بعد بدء الارتفاع في النموذج بـ ${minutes} د`,
  lead: (minutes, at, confidence) =>
    minutes >= 0
      ? `قبل أول كلام للشركة بـ ${minutes} د (${at}، ${confidence})`
      : `بعد أول كلام للشركة بـ ${-minutes} د (${at}، ${confidence}): سبقتنا الشركة`,
  columns: {
    service: 'الخدمة',
    onset: 'الارتفاع',
    possible: 'محتملة',
    major: 'كبيرة',
    recovering: 'تعافٍ',
    none: 'انتهت',
    official: 'رسميًا',
    lead: 'السبق',
    hint: 'تلميح',
  },
  legend:
    'الارتفاع: في النموذج. محتملة وكبيرة: مع الدقائق بعده. السبق: الدقائق بين أول كلامنا وأول كلام الشركة؛ والسالب يعني أن الشركة سبقت. التلميح: «44 : 699 att» يعني 44 بلاغًا بجانب 699 عن AT&T، و«11/19 aws» عدد ما ارتفع معًا مما يعتمد على AWS. H وM وL: مدى الثقة بالشكل أو بالوقت.',
  hintIs: 'تلميح:',
  hintAtMost: 'التلميح نفسه بأكبر أرقامه:',
  hintEnds: 'آخر ظهور للتلميح.',
  hint: (hint, nameOf) =>
    hint.kind === 'collateral'
      ? `${Math.round(hint.reporters15m)} بلاغًا في 15 دقيقة (المعتاد ${usual(hint.usual15m)}) بجانب ${Math.round(hint.leaderReporters15m)} عن ${nameOf(hint.leader)} (المعتاد ${usual(hint.leaderUsual15m)}): ربما تُلام على عطل غيرها.`
      : `ارتفعت ${hint.rose} من ${hint.of} خدمة تعتمد على ${nameOf(hint.upstream)} خلال عشر دقائق (${hint.operatorsRose} من ${hint.operatorsOf} شركة؛ احتمال المصادفة ${chanceText(translatorOf('ar'), hint.probability)}).`,
  stored: ({ service, id, provenance, rule }) =>
    `${service}: الحادثة المحفوظة ${id} (${provenance}) عبر القاعدة ${rule}. الأوقات بالتوقيت العالمي UTC.`,
  fromMinutes: (days) => `تعلّمت القاعدة من ${days} يومًا من الدقائق المحفوظة قبلها.`,
  fromRecord:
    'الدقائق التي قبلها غير محفوظة: أربعة أسابيع مولّدة عند المستوى المعتاد الذي حفظه سجل الحادثة. وقد تنشأ الفروق الصغيرة من ذلك.',
  compare: (status, log, now) =>
    `يقول السجل ${status} ${log ? `عند ${log}` : 'أبدًا'}؛ وتقول قاعدة اليوم ${now ? `عند ${now}` : 'أبدًا'}.`,
  agreement: (same, minutes) => `من ${minutes} دقيقة مسجلة، ${same} لها الحالة نفسها اليوم.`,
}

export const wordsOf = (lang: Locale): Words => ({ en, ar })[lang]
